import { dirname, join, resolve } from "node:path";
import type { LoupeConfig } from "../../core/dataset/loupeConfig.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { RunsSettings } from "../../protocol/runsApi.js";
import { DatasetCache } from "../dataset/datasetCache.js";
import type { DatasetRead } from "../dataset/datasetRead.js";
import { isBelow } from "../pages/isBelow.js";
import { ImageStore } from "../dataset/imageStore.js";
import { datasetProblems } from "./datasetProblems.js";
import { makeRunContext } from "./makeRunContext.js";
import { readRunConfig, type RunConfig } from "./readRunConfig.js";
import type { RunContext } from "./runContext.js";

/** Datasets and loupe.json are looked at again after this long, not at every row. */
const freshMs = 2000;

interface Loaded {
  readonly context: RunContext;
  readonly problems: readonly FileProblem[];
  /** Same text, same datasets: the context is as it was. */
  readonly stamp: string;
}

interface Entry {
  readonly loaded: Promise<Loaded>;
  readonly checkedMs: number;
}

/** What each run's rows are read with: its loupe.json, its datasets and the user's settings. */
export class RunContexts {
  private readonly entries = new Map<string, Entry>();
  private readonly configs = new Map<string, RunConfig>();
  private readonly problems = new Map<string, readonly FileProblem[]>();
  private readonly datasets = new DatasetCache();
  private readonly ids = new WeakMap<DatasetRead, number>();
  private nextId = 0;
  private settings: RunsSettings | null = null;
  private store: ImageStore | null = null;
  private readonly onChanged: (run: string) => void;

  /** `onChanged`: a run's rows have to be opened anew, since its loupe.json or a dataset changed. */
  constructor(onChanged: (run: string) => void) {
    this.onChanged = onChanged;
  }

  configure(settings: RunsSettings): void {
    this.settings = settings;
    const { storage, extractedImagesMegabytes } = settings;
    this.store = storage === null ? null : new ImageStore(join(storage, "pages"), extractedImagesMegabytes * 2 ** 20);
    this.forget();
  }

  forget(): void {
    this.entries.clear();
    this.configs.clear();
    this.problems.clear();
  }

  /** Reads the loupe.json of each run, which is cheap; datasets are read when a row of the run is opened. */
  async readConfigs(runs: readonly string[]): Promise<void> {
    for (const run of runs) if (!this.configs.has(run)) this.configs.set(run, await readRunConfig(run));
  }

  /** What is wrong with a run's loupe.json and its datasets, as far as they were read. */
  problemsOf(run: string): readonly FileProblem[] {
    return this.problems.get(run) ?? this.configs.get(run)?.problems ?? [];
  }

  /** Files that are datasets, as far as the runs' loupe.json were read: these are no dumps of an unknown format. */
  datasetPaths(): ReadonlySet<string> {
    return new Set([...this.configs].flatMap(([run, { config }]) => this.pathsOf(run, config)));
  }

  /** The context of a run's rows. Datasets that changed on disk are read again. */
  async of(run: string): Promise<RunContext> {
    const found = this.entries.get(run);
    if (found !== undefined && performance.now() - found.checkedMs < freshMs) return (await found.loaded).context;
    const loaded = this.load(run, found ?? null);
    this.entries.set(run, { loaded, checkedMs: performance.now() });
    return (await loaded).context;
  }

  /** Datasets of a run: those of its loupe.json, then those of the settings. */
  private pathsOf(run: string, { datasets }: LoupeConfig): readonly string[] {
    return [...this.allowed(run, datasets), ...(this.settings?.datasets ?? [])];
  }

  private imageRootsOf(run: string, { imageRoots }: LoupeConfig): readonly string[] {
    return [...this.allowed(run, imageRoots), ...(this.settings?.imageRoots ?? [])];
  }

  /** Paths that a loupe.json names. One that came with an untrusted workspace speaks for its own folder only. */
  private allowed(run: string, paths: readonly string[] = []): readonly string[] {
    const full = paths.map(path => resolve(run, path));
    return this.settings?.isTrusted === false ? full.filter(path => path === run || isBelow(path, [run])) : full;
  }

  private untrusted(run: string, { datasets = [], imageRoots = [] }: LoupeConfig): readonly FileProblem[] {
    const named = [...datasets, ...imageRoots];
    const isLeftOut = this.allowed(run, named).length < named.length;
    return isLeftOut ? [{ code: "config-outside-untrusted", values: [] }] : [];
  }

  private async load(run: string, before: Entry | null): Promise<Loaded> {
    const own = await readRunConfig(run);
    this.configs.set(run, own);
    const { config } = own;
    const paths = this.pathsOf(run, config);
    const reads = await Promise.all(paths.map(path => this.datasets.get(path, config.columns)));
    // No row is read by strategies: a change of theirs opens none anew.
    const stamp = JSON.stringify([{ ...config, strategies: [] }, reads.map(read => this.identity(read))]);
    const problems = [...own.problems, ...this.untrusted(run, config), ...reads.flatMap(datasetProblems)];
    this.problems.set(run, problems);
    const old = before === null ? null : await before.loaded;
    if (old?.stamp === stamp) return old;
    const imageRoots = this.imageRootsOf(run, config);
    const context = makeRunContext({ run, config, reads, imageRoots, settings: this.settings, store: this.store });
    // The first load is no change, but what it found wrong has to be told.
    if (old !== null || problems.length > 0) this.onChanged(run);
    return { context, problems, stamp };
  }

  /** The cache gives the same object for as long as the dataset's file stays as it is. */
  private identity(read: DatasetRead): number {
    const id = this.ids.get(read) ?? this.nextId++;
    this.ids.set(read, id);
    return id;
  }

  /** Folders whose files the window may load: of every run, its datasets, its image roots; and extracted pages. */
  readableRoots(): readonly string[] {
    const { settings } = this;
    const own = [...this.configs].flatMap(([run, { config }]) => [
      run,
      ...this.imageRootsOf(run, config),
      ...this.pathsOf(run, config).map(path => dirname(path)),
    ]);
    const storage = settings?.storage ?? null;
    const general = [...(settings?.roots ?? []), ...(settings?.imageRoots ?? [])];
    return [...new Set([...general, ...own, ...(storage === null ? [] : [join(storage, "pages")])])];
  }
}
