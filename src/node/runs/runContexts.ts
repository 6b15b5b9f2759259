import { dirname, join, resolve } from "node:path";
import type { ColumnNames } from "../../core/dataset/columnNames.js";
import type { LoupeConfig } from "../../core/dataset/loupeConfig.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { RunsSettings } from "../../protocol/runsApi.js";
import type { FindLoupeFile } from "../index/fileIndex.js";
import type { IndexedFile } from "../index/indexedFile.js";
import { DatasetCache } from "../dataset/datasetCache.js";
import type { DatasetRead } from "../dataset/datasetRead.js";
import { isBelow } from "../pages/isBelow.js";
import { ImageStore } from "../dataset/imageStore.js";
import { datasetProblems } from "./datasetProblems.js";
import { loupeFilesOfRun } from "./loupeFilesOfRun.js";
import { makeRunContext } from "./makeRunContext.js";
import { missingColumns } from "./missingColumns.js";
import { readRunConfig, type RunConfig } from "./readRunConfig.js";
import type { Run } from "./run.js";
import type { RunContext } from "./runContext.js";

/** Datasets and loupe.json are looked at again after this long, not at every row. */
const freshMs = 2000;

interface Loaded {
  readonly context: RunContext;
  readonly problems: readonly FileProblem[];
  /** Same text, same datasets: the context is as it was. */
  readonly stamp: string;
}

/** A run and the loupe.json that some of its files are read with; null: there is none. */
interface Place {
  readonly run: string;
  readonly loupe: string | null;
}

const keyOf = ({ run, loupe }: Place): string => JSON.stringify([run, loupe]);
/** Paths of a loupe.json count from its folder. */
const homeOf = ({ run, loupe }: Place): string => (loupe === null ? run : dirname(loupe));

interface Entry {
  readonly loaded: Promise<Loaded>;
  readonly checkedMs: number;
}

/**
 * What each run's rows are read with: their loupe.json, its datasets and the user's settings. Mostly a run has one such
 * file; where a folder inside of it has another, that one holds there.
 */
export class RunContexts {
  private readonly entries = new Map<string, Entry>();
  /** By `keyOf`. */
  private readonly configs = new Map<string, { readonly place: Place; readonly own: RunConfig }>();
  /** The loupe.json of each folder that rows were read from. */
  private readonly loupes = new Map<string, { readonly loupe: string | null; readonly checkedMs: number }>();
  private readonly problems = new Map<string, readonly FileProblem[]>();
  /** By file and columns: columns that no row has are looked for once. */
  private readonly missing = new Map<string, Promise<readonly FileProblem[]>>();
  private readonly datasets = new DatasetCache();
  private readonly ids = new WeakMap<DatasetRead, number>();
  private nextId = 0;
  private settings: RunsSettings | null = null;
  private store: ImageStore | null = null;
  private readonly loupeFileOf: FindLoupeFile;
  private readonly onChanged: (run: string) => void;

  /**
   * `loupeFileOf`: the index's own rule for which loupe.json a file is read with. `onChanged`: a run's rows have to be
   * opened anew, since a loupe.json or a dataset changed.
   */
  constructor(loupeFileOf: FindLoupeFile, onChanged: (run: string) => void) {
    this.loupeFileOf = loupeFileOf;
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
    this.loupes.clear();
    this.problems.clear();
    this.missing.clear();
  }

  /** Reads the loupe.json files of each run, which is cheap; datasets are read when a row of the run is opened. */
  readConfigs(runs: readonly Run[]): void {
    for (const run of runs)
      for (const loupe of loupeFilesOfRun(run, this.loupeFileOf)) {
        const place = { run: run.path, loupe };
        if (!this.configs.has(keyOf(place))) this.configs.set(keyOf(place), { place, own: readRunConfig(loupe) });
      }
  }

  /** What is wrong with the loupe.json files of a run and its datasets, as far as they were read. */
  problemsOf(run: string): readonly FileProblem[] {
    const ofRun = [...this.configs].filter(([, { place }]) => place.run === run);
    const all = ofRun.flatMap(([key, { own }]) => this.problems.get(key) ?? own.problems);
    // A dataset that several of them name is wrong once.
    return [...new Map(all.map(one => [JSON.stringify(one), one])).values()];
  }

  /** Files that are datasets, as far as the runs' loupe.json were read: these are no dumps of an unknown format. */
  datasetPaths(): ReadonlySet<string> {
    return new Set([...this.configs.values()].flatMap(({ place, own }) => this.pathsOf(place, own.config)));
  }

  /** The context of a file's rows, which belong to a run. Datasets that changed on disk are read again. */
  async of(run: string, file: Pick<IndexedFile, "path" | "root">): Promise<RunContext> {
    const place = this.placeOf(run, file);
    const found = this.entries.get(keyOf(place));
    if (found !== undefined && performance.now() - found.checkedMs < freshMs) return (await found.loaded).context;
    const loaded = this.load(place, file.path, found ?? null);
    this.entries.set(keyOf(place), { loaded, checkedMs: performance.now() });
    return (await loaded).context;
  }

  private placeOf(run: string, file: Pick<IndexedFile, "path" | "root">): Place {
    const folder = dirname(file.path);
    const known = this.loupes.get(folder);
    if (known !== undefined && performance.now() - known.checkedMs < freshMs) return { run, loupe: known.loupe };
    const loupe = this.loupeFileOf(file);
    this.loupes.set(folder, { loupe, checkedMs: performance.now() });
    if (known !== undefined && known.loupe !== loupe) this.onChanged(run);
    return { run, loupe };
  }

  /** Datasets of a run: those of its loupe.json, then those of the settings. */
  private pathsOf(place: Place, { datasets }: LoupeConfig): readonly string[] {
    return [...this.allowed(place, datasets), ...(this.settings?.datasets ?? [])];
  }

  private imageRootsOf(place: Place, { imageRoots }: LoupeConfig): readonly string[] {
    return [...this.allowed(place, imageRoots), ...(this.settings?.imageRoots ?? [])];
  }

  /** Paths that a loupe.json names. One that came with an untrusted workspace speaks for its own folder only. */
  private allowed(place: Place, paths: readonly string[] = []): readonly string[] {
    const home = homeOf(place);
    const full = paths.map(path => resolve(home, path));
    return this.settings?.isTrusted === false ? full.filter(path => path === home || isBelow(path, [home])) : full;
  }

  private untrusted(place: Place, { datasets = [], imageRoots = [] }: LoupeConfig): readonly FileProblem[] {
    const named = [...datasets, ...imageRoots];
    const isLeftOut = this.allowed(place, named).length < named.length;
    return isLeftOut ? [{ code: "config-outside-untrusted", values: [] }] : [];
  }

  private missingIn(path: string, columns: ColumnNames): Promise<readonly FileProblem[]> {
    const key = JSON.stringify([path, columns]);
    const found = this.missing.get(key) ?? missingColumns(path, columns);
    this.missing.set(key, found);
    return found;
  }

  /** `path`: of a file that the place's loupe.json speaks for. */
  private async load(place: Place, path: string, before: Entry | null): Promise<Loaded> {
    const { run, loupe } = place;
    const own = readRunConfig(loupe);
    this.configs.set(keyOf(place), { place, own });
    const { config } = own;
    const paths = this.pathsOf(place, config);
    const reads = await Promise.all(paths.map(path => this.datasets.get(path, config.columns)));
    // No row is read by strategies: a change of theirs opens none anew.
    const stamp = JSON.stringify([{ ...config, strategies: [] }, reads.map(read => this.identity(read))]);
    const missing = await this.missingIn(path, config.columns ?? {});
    const problems = [...own.problems, ...missing, ...this.untrusted(place, config), ...reads.flatMap(datasetProblems)];
    this.problems.set(keyOf(place), problems);
    const old = before === null ? null : await before.loaded;
    if (old?.stamp === stamp) return old;
    const imageRoots = this.imageRootsOf(place, config);
    const { settings, store } = this;
    const context = makeRunContext({ run, home: homeOf(place), config, reads, imageRoots, settings, store });
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
    const ofRuns = [...this.configs.values()].flatMap(({ place, own }) => [
      place.run,
      ...this.imageRootsOf(place, own.config),
      ...this.pathsOf(place, own.config).map(path => dirname(path)),
    ]);
    const storage = settings?.storage ?? null;
    const general = [...(settings?.roots ?? []), ...(settings?.imageRoots ?? [])];
    return [...new Set([...general, ...ofRuns, ...(storage === null ? [] : [join(storage, "pages")])])];
  }
}
