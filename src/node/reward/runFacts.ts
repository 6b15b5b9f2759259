import { FactNames } from "../../core/reward/factNames.js";
import { FactTable } from "../../core/reward/factTable.js";
import type { RolloutSet, RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { Row } from "../runs/rowsOf.js";
import type { Step } from "../runs/run.js";
import type { RunsParts } from "../runs/runsParts.js";
import { buildFactSet } from "./buildFactSet.js";
import type { FactCrew } from "./factCrew.js";
import { FactLoader, type WantedRows } from "./factLoader.js";
import type { FactSet, FactSource } from "./factSource.js";
import { NoSuchSet } from "./noSuchSet.js";
import { RewardCancelled } from "./rewardCancelled.js";
import type { RewardProgress } from "./rewardProgress.js";
import { rolloutSources } from "./rolloutSources.js";
import { setSteps } from "./setSteps.js";

const tellMs = 100;
/** Sets that are kept: the columns of a table and some more. */
const keptSets = 48;
/** A file that changes again and again while it is read is left as it was read at last. */
const mostTries = 3;

interface FileFacts {
  readonly generation: number;
  readonly table: FactTable;
}

interface KeptSet {
  /** The state of every file of the set when it was made. */
  readonly stamp: string;
  readonly made: FactSet;
}

/** Facts of the rollouts of runs: read once, kept in columns a file, read on when a file has grown. */
export class RunFacts implements FactSource {
  private readonly runs: RunsParts;
  private readonly onProgress: (progress: RewardProgress) => void;
  private readonly loader: FactLoader;
  private readonly listening: { dispose(): void };
  private readonly files = new Map<string, FileFacts>();
  private readonly sets = new Map<string, KeptSet>();
  private names = new FactNames();
  /** One reading at a time, so that no row is read twice. */
  private reading: Promise<void> = Promise.resolve();
  private epoch = 0;
  private forgotten = 0;
  private toldMs = -Infinity;

  constructor(runs: RunsParts, crew: FactCrew, onProgress: (progress: RewardProgress) => void) {
    this.runs = runs;
    this.onProgress = onProgress;
    this.loader = new FactLoader(runs, crew);
    this.listening = runs.onForget(isOf => this.forget(isOf));
  }

  dispose(): void {
    this.cancel();
    this.listening.dispose();
  }

  /** Bytes that the tables take. */
  get bytes(): number {
    return [...this.files.values()].reduce((sum, { table }) => sum + table.bytes, 0);
  }

  /** Drops what was read with datasets or settings that no longer hold. */
  private forget(isOf: (path: string) => boolean): void {
    this.forgotten++;
    for (const path of this.files.keys()) if (isOf(path)) this.files.delete(path);
    this.sets.clear();
    // Numbers are shared by all tables: they can only start over together.
    if (this.files.size === 0) this.names = new FactNames();
  }

  sources(): readonly RolloutSource[] {
    return rolloutSources(this.runs.list());
  }

  cancel(): void {
    this.epoch++;
    this.loader.cancel();
  }

  async of(set: RolloutSet): Promise<FactSet> {
    const { epoch } = this;
    await this.runs.whenRead();
    const own = this.reading.then(() => this.readSet(set, epoch));
    // The next one waits for this one's end, not for its success.
    this.reading = own.then(
      () => undefined,
      () => undefined,
    );
    return own;
  }

  private async readSet(set: RolloutSet, epoch: number): Promise<FactSet> {
    for (let tries = 1; ; tries++) {
      if (this.epoch !== epoch) throw new RewardCancelled();
      const { forgotten } = this;
      const steps = this.stepsOf(set);
      const wanted = this.wantedOf(steps);
      await this.read(wanted);
      // What was read with a dataset that changed meanwhile is read again.
      if (this.forgotten !== forgotten) continue;
      const changed = wanted.filter(({ file }) => !this.runs.holds(file));
      if (changed.length === 0 || tries === mostTries) return this.made(set, steps);
      for (const { file } of changed) this.files.delete(file.path);
      await this.runs.settle();
    }
  }

  private stepsOf(set: RolloutSet): readonly Step[] {
    const run = this.runs.list().runs.find(({ path }) => path === set.run);
    const steps = run === undefined ? [] : setSteps(run, set);
    if (steps.length === 0) throw new NoSuchSet(set);
    return steps;
  }

  /** Rows whose facts are not known, by file. */
  private wantedOf(steps: readonly Step[]): readonly WantedRows[] {
    return steps.flatMap(({ parts }) =>
      parts.flatMap(({ file, rows }) => {
        const unknown = this.unknownRows(file, rows);
        return unknown.length === 0 ? [] : [{ file, rows: unknown }];
      }),
    );
  }

  private unknownRows(file: IndexedFile, rows: Uint32Array | null): readonly number[] {
    const table = this.tableOf(file);
    const { columns } = file;
    const unknown: number[] = [];
    const count = rows?.length ?? columns.count;
    for (let i = 0; i < count; i++) {
      const row = rows?.[i] ?? i;
      if (table.stateOf(row) !== "unknown") continue;
      if (columns.isMalformed(row)) table.setUnread(row);
      else unknown.push(row);
    }
    return unknown;
  }

  private async read(wanted: readonly WantedRows[]): Promise<void> {
    const of = wanted.reduce((sum, { rows }) => sum + rows.length, 0);
    if (of === 0) return;
    let done = 0;
    const tables = new Map(wanted.map(({ file }) => [file.path, this.tableOf(file)] as const));
    await this.loader.load(wanted, (file, facts, rows) => {
      tables.get(file.path)?.take(facts, rows);
      done += rows.length;
      this.tell({ done, of }, done === of);
    });
  }

  /** At most ten times a second, and the end always. */
  private tell(progress: RewardProgress, isEnd: boolean): void {
    if (!isEnd && performance.now() - this.toldMs < tellMs) return;
    this.toldMs = performance.now();
    this.onProgress(progress);
  }

  /** The same set as before, as long as none of its files changed. */
  private made(set: RolloutSet, steps: readonly Step[]): FactSet {
    const key = JSON.stringify([set.run, set.phase, set.folder, set.from, set.to]);
    const parts = steps.flatMap(step => step.parts.map(({ file }) => [file.path, file.generation, file.columns.count]));
    const stamp = JSON.stringify(parts);
    const kept = this.sets.get(key);
    this.sets.delete(key);
    const made = kept?.stamp === stamp ? kept.made : this.build(set, steps);
    this.sets.set(key, { stamp, made });
    const oldest = this.sets.size > keptSets ? this.sets.keys().next().value : undefined;
    if (oldest !== undefined) this.sets.delete(oldest);
    return made;
  }

  private build(set: RolloutSet, steps: readonly Step[]): FactSet {
    const { opener } = this.runs;
    const nameOf = async (row: Row) => {
      const { id, text } = await opener.questionOf(row);
      return id ?? text;
    };
    return buildFactSet({ set, steps, names: this.names, tableOf: file => this.tableOf(file), nameOf });
  }

  private tableOf(file: IndexedFile): FactTable {
    const found = this.files.get(file.path);
    if (found?.generation === file.generation) return found.table;
    const table = new FactTable(this.names);
    this.files.set(file.path, { generation: file.generation, table });
    return table;
  }
}
