import type { IndexedFile } from "../index/indexedFile.js";
import type { RunList } from "./buildRuns.js";
import type { DetailStore } from "./detailStore.js";
import { groupsOf, type Group } from "./group.js";
import type { Row } from "./rowsOf.js";
import type { DumpFolder, MetricsSet, Run, Step } from "./run.js";

/** What is known right now: runs from the index, details from opened rows. Look-ups by what an id names. */
export class RunState {
  list: RunList = { runs: [], strays: [] };
  isReading = false;
  readonly details: DetailStore;
  private readonly listeners = new Set<() => void>();
  private folders = new Map<string, { run: Run; folder: DumpFolder }>();
  private files = new Map<string, { run: Run | null; file: IndexedFile }>();
  private stepsByFile = new Map<string, Step[]>();

  constructor(details: DetailStore) {
    this.details = details;
  }

  replace(list: RunList): void {
    this.list = list;
    this.folders = new Map(
      list.runs.flatMap(run => run.folders.map(folder => [folder.path, { run, folder }] as const)),
    );
    this.files = new Map(list.strays.map(file => [file.path, { run: null, file }] as const));
    for (const run of list.runs) {
      const dumps = run.folders.flatMap(folder => folder.steps.flatMap(step => step.parts.map(part => part.file)));
      const metrics = run.metrics.flatMap(({ files }) => files);
      for (const file of [...dumps, ...metrics, ...run.stepless, ...run.unread])
        this.files.set(file.path, { run, file });
    }
    this.stepsByFile = this.stepsOfFiles();
    for (const listener of this.listeners) listener();
  }

  /** Called each time that the list of runs is built anew. */
  onListed(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  private stepsOfFiles(): Map<string, Step[]> {
    const byFile = new Map<string, Step[]>();
    for (const { folder } of this.folders.values())
      for (const step of folder.steps)
        for (const { file } of step.parts) {
          const found = byFile.get(file.path);
          if (found === undefined) byFile.set(file.path, [step]);
          else found.push(step);
        }
    return byFile;
  }

  /** The curves that a metrics file is a part of. */
  metricsOf(path: string): MetricsSet | undefined {
    const metrics = this.file(path)?.run?.metrics ?? [];
    return metrics.find(({ files }) => files.some(file => file.path === path));
  }

  run(path: string): Run | undefined {
    return this.list.runs.find(run => run.path === path);
  }

  folder(path: string): { run: Run; folder: DumpFolder } | undefined {
    return this.folders.get(path);
  }

  file(path: string): { run: Run | null; file: IndexedFile } | undefined {
    return this.files.get(path);
  }

  step(folder: string, step: number, segment: number): Step | undefined {
    return this.folder(folder)?.folder.steps.find(one => one.step === step && one.segment === segment);
  }

  group(step: Step, hash: string): Group | undefined {
    return groupsOf(step).groups.find(group => group.hash === hash);
  }

  row(path: string, row: number): Row | undefined {
    const found = this.file(path);
    return found === undefined || row >= found.file.columns.count ? undefined : { file: found.file, row };
  }

  /** The step that a row stands in; undefined for rows without one. */
  stepOfRow({ file, row }: Row): Step | undefined {
    return this.stepsByFile
      .get(file.path)
      ?.find(({ parts }) =>
        parts.some(part => part.file.path === file.path && (part.rows === null || part.rows.includes(row))),
      );
  }

  /** The group that a row stands in; undefined for malformed rows and rows without a step. */
  groupOfRow(row: Row): { step: Step; group: Group } | undefined {
    const step = this.stepOfRow(row);
    const isRow = (one: Row) => one.row === row.row && one.file.path === row.file.path;
    const group = step === undefined ? undefined : groupsOf(step).groups.find(one => one.rows.some(isRow));
    return step === undefined || group === undefined ? undefined : { step, group };
  }
}
