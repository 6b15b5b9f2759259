import { basename } from "node:path";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { MetricsFile } from "../../protocol/metricsFile.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { OpenedRow } from "../../protocol/rolloutView.js";
import type { MalformedFile, RunsApi, RunsEvent, RunsSettings } from "../../protocol/runsApi.js";
import type { IndexChange } from "../index/indexChange.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { Indexer } from "../index/indexer.js";
import type { IndexLog } from "../index/indexLog.js";
import { rowAtByte } from "../index/rowAtByte.js";
import { changedNodes } from "./changedNodes.js";
import { Coalesced } from "./coalesced.js";
import { curvesOf } from "./curvesOf.js";
import { DetailStore } from "./detailStore.js";
import { queryRollouts } from "./filter/queryRollouts.js";
import { LoupeFiles } from "./loupeFiles.js";
import { LineReadings } from "./lineReadings.js";
import { listedSteps, type ListedStep } from "./listedSteps.js";
import { malformedFiles } from "./malformedFiles.js";
import { createIndexer } from "./createIndexer.js";
import { openView } from "./openView.js";
import { Paced } from "./paced.js";
import { rawText } from "./rawText.js";
import { RewardJoins } from "./rewardJoins.js";
import { RowOpener } from "./rowOpener.js";
import { rowsOf, type Row } from "./rowsOf.js";
import type { Step } from "./run.js";
import { readsAlike } from "./readsAlike.js";
import type { RunsParts } from "./runsParts.js";
import type { OpenedRowResult } from "./openedRow.js";
import { RunContexts } from "./runContexts.js";
import { RunFinder } from "./runFinder.js";
import { RunLists } from "./runLists.js";
import { RunState } from "./runState.js";
import { SpaceTester } from "./spaceTester.js";
import { stepStatistics, type StepStatistics } from "./stepStatistics.js";
import { rowId, runId } from "./treeItems.js";
import { unitProblem } from "./unitProblem.js";
import { votersOf } from "./votersOf.js";

export interface RunsOptions {
  readonly onEvent: (event: RunsEvent) => void;
  /** False reads everything once, as the command line does. */
  readonly watch: boolean;
  readonly log: IndexLog;
  /** Reads these files and folders alone, whatever else the roots hold; each belongs to the run of the folder here. */
  readonly only?: ReadonlyMap<string, string>;
}

/** Tree events a second. */
const eventIntervalMs = 100;

/**
 * The runs of the opened folders: index, tree, opened rollouts. One object behind the worker's port, in the command
 * line and in tests. Everything it does is asked for, but for the events and the details of a filtered list.
 */
export class Runs implements RunsApi {
  private readonly options: RunsOptions;
  private readonly details = new DetailStore();
  private readonly state = new RunState(this.details);
  private readonly joins = new RewardJoins(file => this.mayHaveLines(file));
  private readonly lines: LineReadings;
  private readonly finder: RunFinder;
  private readonly loupes: LoupeFiles;
  private readonly contexts: RunContexts;
  private readonly opener: RowOpener;
  private readonly tester: SpaceTester;
  /** What is listed of the runs, filtered and ordered. */
  readonly lists: RunLists;
  private readonly changes: Coalesced<string | null>;
  private index: Indexer | null = null;
  private listening: { dispose(): void } | null = null;
  private settings: RunsSettings | null = null;
  private readonly rebuilds = new Paced(() => this.rebuildAll());
  private readonly forgetting = new Set<(isOf: (path: string) => boolean) => void>();
  /** Called at the next change of the list. */
  private readonly waiting: (() => void)[] = [];
  /** Never rejects: what the index cannot read is a value. */
  private quiet: Promise<void> = Promise.resolve();

  constructor(options: RunsOptions) {
    this.options = options;
    this.loupes = new LoupeFiles(options.only);
    this.contexts = new RunContexts(this.loupes.of, run => this.onContext(run));
    this.opener = new RowOpener({
      details: this.details,
      readBytes: row => this.readBytes(row),
      contextOf: file => this.contexts.of(this.runPathOf(file), file),
      runPathOf: file => this.runPathOf(file),
      votersOf: file => votersOf(file, this.state.file(file.path)?.run ?? null),
      lineOf: (row, rollout) => this.joins.lineOf(row, rollout),
    });
    this.lists = new RunLists({
      ...{ state: this.state, rows: this.opener },
      words: {
        problemsOf: run => this.problemsOf(run.path),
        notesOf: run => this.joins.notesOf(run),
      },
      mayHaveLines: file => this.mayHaveLines(file),
      changed: id => this.changes.add([id]),
      looked: id => this.lines.count(id),
      onError: error => options.onEvent({ kind: "notice", code: "details-failed", values: [String(error)] }),
    });
    this.finder = new RunFinder({
      homeOf: folder => options.only?.get(folder) ?? folder,
      scoredValidation: this.joins.validationOf,
    });
    this.lines = new LineReadings(this.joins, {
      list: () => this.state.list,
      rebuild: () => this.rebuild(),
      forget: isOf => this.forgetOpened(isOf),
      changed: id => this.changes.add([id]),
      onError: error => options.log.error("reward lines not read", error),
    });
    this.tester = new SpaceTester(row => this.opener.openFresh(row));
    this.changes = new Coalesced(eventIntervalMs, ids => options.onEvent({ kind: "changed", ids }));
  }

  private mayHaveLines(file: IndexedFile): boolean {
    return this.state.file(file.path)?.run?.rewards.length !== 0;
  }

  private runPathOf(file: IndexedFile): string {
    return this.options.only?.get(file.path) ?? this.state.file(file.path)?.run?.path ?? file.root;
  }

  async configure(settings: RunsSettings): Promise<void> {
    const before = this.settings;
    this.settings = settings;
    if (before !== null && readsAlike(before, settings)) {
      this.changes.add([null]);
      return;
    }
    this.contexts.configure(settings);
    this.forgetOpened(() => true);
    const index = (of: RunsSettings) =>
      JSON.stringify([of.roots, of.storage, of.discovery, of.pollSeconds, of.savedIndexMegabytes]);
    if (before === null || index(before) !== index(settings)) await this.restart(settings);
    this.changes.add([null]);
  }

  private forgetOpened(isOf: (path: string) => boolean): void {
    this.lists.forget(isOf);
    this.opener.forget();
    this.tester.forget();
    this.details.forget(isOf);
    for (const listener of this.forgetting) listener(isOf);
  }

  /** What the reward side reads of the runs. */
  parts(): RunsParts {
    return {
      ...{ opener: this.opener, details: this.details, state: this.state },
      markedRows: () => this.changes.add([null]),
      list: () => this.state.list,
      row: (path, row) => this.state.row(path, row),
      contextOf: file => this.contexts.of(this.runPathOf(file), file),
      loupeFileOf: run => this.loupes.ofRun(run, this.state.run(run)),
      linesOf: (file, rows) => this.joins.linesOf(file, rows),
      holds: file => this.index?.holds(file) === true,
      whenRead: this.whenIdle,
      settle: async () => {
        await this.index?.whenIdle();
        this.rebuild();
      },
      settings: () => this.settings,
      onForget: listener => {
        this.forgetting.add(listener);
        return { dispose: () => this.forgetting.delete(listener) };
      },
    };
  }

  private async restart(settings: RunsSettings): Promise<void> {
    await this.closeIndex();
    const { watch, log, only } = this.options;
    const index = createIndexer(settings, {
      ...{ watch, log, loupeFileOf: this.loupes.of },
      only: only === undefined ? null : [...only.keys()],
    });
    this.index = index;
    this.listening = index.onDidChange(change => this.onChange(change));
    await index.start();
    this.rebuild();
    this.quiet = this.firstReading(index);
  }

  /** The first reading of the opened folders. The tree fills while it goes on; nobody waits for it but whenIdle. */
  private async firstReading(index: Indexer): Promise<void> {
    this.state.isReading = true;
    this.tellProgress(true);
    await index.whenIdle();
    if (this.index !== index) return;
    this.state.isReading = false;
    this.rebuild();
    this.contexts.readConfigs(this.state.list.runs);
    this.rebuild();
    await this.lines.read();
    for (const root of index.leftOut().cutRoots)
      this.options.onEvent({ kind: "notice", code: "too-many-entries", values: [root] });
    this.tellProgress(false);
    this.changes.add(this.state.list.runs.map(run => runId(run.path)));
  }

  private tellProgress(reading: boolean): void {
    const files = this.index?.files().size ?? 0;
    this.options.onEvent({ kind: "progress", reading, filesDone: files, filesKnown: files });
  }

  private async closeIndex(): Promise<void> {
    this.listening?.dispose();
    this.listening = null;
    await this.index?.dispose();
    this.index = null;
  }

  private onChange(change: IndexChange): void {
    this.finder.forget(change.added.length + change.removed.length > 0);
    const paths = [...change.added, ...change.changed, ...change.removed];
    if (paths.some(path => basename(path) === "loupe.json")) {
      this.contexts.forget();
      this.forgetOpened(() => true);
      this.quiet = this.readAgain();
    }
    // Without a watcher nobody looks before the reading is over.
    if (this.options.watch) this.rebuilds.soon();
  }

  /** Every indexed file but the datasets. */
  private dumps(): readonly IndexedFile[] {
    const datasets = this.contexts.datasetPaths();
    return this.files().filter(({ path }) => !datasets.has(path));
  }

  /** True for a file that a run's loupe.json names as a dataset. */
  isDataset(path: string): boolean {
    return this.contexts.datasetPaths().has(path);
  }

  /** A run's datasets or its loupe.json changed: what was opened with the old ones is forgotten. */
  private onContext(run: string): void {
    this.forgetOpened(path => this.state.file(path)?.run?.path === run);
    this.changes.add([runId(run)]);
  }

  /** After a loupe.json changed: its problems and its datasets are known anew. */
  private async readAgain(): Promise<void> {
    await this.quiet;
    this.contexts.readConfigs(this.state.list.runs);
    this.rebuild();
    this.changes.add([null]);
  }

  private rebuild(): void {
    const before = this.state.list;
    this.state.replace(this.finder.find(this.dumps()));
    this.changes.add(changedNodes(before, this.state.list));
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** What the index found anew: the tree first, then the trainer's own lines. The first reading reads them itself. */
  private rebuildAll(): void {
    this.rebuild();
    if (!this.state.isReading) this.lines.soon();
  }

  readonly children: RunsApi["children"] = params => this.lists.children(params);
  readonly node: RunsApi["node"] = params => this.lists.node(params);
  readonly neighbour: RunsApi["neighbour"] = params => this.lists.neighbour(params);
  readonly passes: RunsApi["passes"] = ({ ref, query }) => this.lists.passes(ref, query);
  readonly filterCounts: RunsApi["filterCounts"] = ({ query }) => Promise.resolve(this.lists.filterCounts(query));
  readonly path: RunsApi["path"] = ({ ref }) => Promise.resolve(this.lists.path(ref));
  readonly rollouts: RunsApi["rollouts"] = query => queryRollouts(this, query);

  async open({ ref }: { ref: RolloutRef }): Promise<OpenedRow> {
    const row = await this.rowWhenRead(ref);
    if (row === undefined) {
      const name = basename(ref.file);
      return { kind: "unreadable", ref, nodeId: "", code: "row-gone", values: [], byteOffset: null, name };
    }
    const before = this.details.stateOf(row.file, row.row);
    const { state, opener, tester } = this;
    const contextOf = ({ file }: Row) => this.contexts.of(this.runPathOf(file), file);
    const view = await openView(row, { state, opener, tester, contextOf });
    if (before !== this.details.stateOf(row.file, row.row)) this.changes.add([rowId(row)]);
    return view;
  }

  async rowAtByte({ file, offset }: { file: string; offset: number }): Promise<RolloutRef | null> {
    const row = await this.untilRead(() => {
      const columns = this.state.file(file)?.file.columns;
      return columns === undefined ? undefined : (rowAtByte(columns, offset) ?? undefined);
    });
    return row === undefined ? null : { file, row };
  }

  private rowWhenRead({ file, row }: RolloutRef): Promise<Row | undefined> {
    return this.untilRead(() => this.state.row(file, row));
  }

  /** A restored window asks for its row before the first reading has come to it: then the row is waited for. */
  private async untilRead<T>(find: () => T | undefined): Promise<T | undefined> {
    let found = find();
    while (found === undefined && this.state.isReading) {
      await new Promise<void>(resolve => this.waiting.push(resolve));
      found = find();
    }
    return found;
  }

  async raw({ ref }: { ref: RolloutRef }): Promise<{ text: string; isCut: boolean } | null> {
    const row = await this.rowWhenRead(ref);
    return row === undefined ? null : rawText(await this.readBytes(row));
  }

  private async readBytes({ file, row }: Row) {
    const read = await this.index?.readUnit(file, row);
    if (read?.kind === "bytes") return read;
    return { kind: "failed" as const, problem: unitProblem(read ?? { kind: "changed" }) };
  }

  metrics({ file }: { file: string }): Promise<MetricsFile> {
    return curvesOf(file, this.state, this.index);
  }

  malformed({ limit }: { limit: number }): Promise<readonly MalformedFile[]> {
    return Promise.resolve(malformedFiles([...(this.index?.files().values() ?? [])], limit));
  }

  readableRoots(): Promise<readonly string[]> {
    this.contexts.readConfigs(this.state.list.runs);
    return Promise.resolve(this.contexts.readableRoots());
  }

  async refresh(): Promise<void> {
    this.finder.forget(true);
    this.contexts.forget();
    this.forgetOpened(() => true);
    await this.index?.refresh();
    this.rebuild();
    await this.lines.read();
    this.changes.add([null]);
  }

  /** A row as it is opened inside, for the command line. Null when there is no such row. */
  async openRow(ref: RolloutRef): Promise<OpenedRowResult | null> {
    const row = this.state.row(ref.file, ref.row);
    return row === undefined ? null : this.opener.openFresh(row);
  }

  /** Every step of every run and every file without steps, for the command line. */
  listedSteps(): readonly ListedStep[] {
    return listedSteps(this.state.list);
  }

  /** Opens the rows of a step one after the other and keeps none. */
  async *openedRows(step: Step): AsyncGenerator<OpenedRowResult> {
    for (const row of rowsOf(step)) yield await this.opener.openFresh(row);
  }

  /** Figures of a step from the scan's columns, and from the details of the rows that were opened. */
  statisticsOf(step: Step): StepStatistics {
    return stepStatistics(step, this.details);
  }

  /** The folders that rows may belong to as their run. */
  runFolders(): readonly string[] {
    return [...new Set([...this.state.list.runs.map(({ path }) => path), ...(this.options.only?.values() ?? [])])];
  }

  /** What is wrong with the loupe.json, the datasets and the notes of a run, as far as they were needed by now. */
  problemsOf(run: string): readonly FileProblem[] {
    return [...this.contexts.problemsOf(run), ...this.details.remarks.problemsOf(run)];
  }

  /** The index behind the runs, once configured. */
  get source(): Indexer | null {
    return this.index;
  }

  /** Every indexed file, for the command line. */
  files(): readonly IndexedFile[] {
    return [...(this.index?.files().values() ?? [])];
  }

  /** Resolves when everything that is there has been read. */
  whenIdle = (): Promise<void> => this.quiet;

  async dispose(): Promise<void> {
    this.lists.stop();
    this.changes.dispose();
    this.rebuilds.dispose();
    await this.closeIndex();
  }
}
