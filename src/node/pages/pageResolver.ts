import { stat } from "node:fs/promises";
import { dirname, isAbsolute } from "node:path";
import type { JoinedQuestion } from "../../core/dataset/layRowOver.js";
import type { QuestionImage } from "../../core/dataset/question.js";
import { pathName } from "../../core/dataset/pathName.js";
import type { Size } from "../../core/page/size.js";
import { recordFiles } from "../benchmark/recordFiles.js";
import type { ImageStore } from "../dataset/imageStore.js";
import { readParquetImage } from "../dataset/readParquetImage.js";
import { allowedRoots } from "./allowedRoots.js";
import { applyPrefixes } from "./applyPrefixes.js";
import type { Examination, Examined } from "./examination.js";
import { examineHeader } from "./examineHeader.js";
import { examineImage } from "./examineImage.js";
import { imageIndex, type ImageIndex } from "./imageIndex.js";
import { isPlainPath } from "./isPlainPath.js";
import { defaultPageLimits, type PageLimits } from "./pageLimits.js";
import type { PageFailure, PageResult, PageVia } from "./pageResult.js";
import type { PathPrefix } from "./pathPrefix.js";
import { prefixOffer } from "./prefixOffer.js";

/** Where a run's pages may be; all paths absolute. */
export interface PagePlaces {
  readonly runFolder: string;
  /** The datasets' files: pages may lie beside and below them. */
  readonly datasets: readonly string[];
  /** Folders that the user or the run's loupe.json added. */
  readonly imageRoots: readonly string[];
  readonly prefixes: readonly PathPrefix[];
  /** Image column of the Parquet datasets, where loupe.json maps it. */
  readonly imageColumn: string | undefined;
  /** Whether pages are shown turned by their EXIF orientation (a setting); trainers ignore it. */
  readonly appliesOrientation: boolean;
}

export interface PageRequest {
  /** Images named for the page, the row's first (`JoinedQuestion.images`). */
  readonly images: JoinedQuestion["images"];
  /** The stored page's size as row or dataset give it. */
  readonly size: Size | null;
}

type ParquetReference = QuestionImage & { readonly kind: "parquet" };
type NamedImage = PageRequest["images"][number];

/** The first page among the tries, and what stood in the way of the others, the most telling first. */
class Search {
  page: PageResult | null = null;
  private readonly refusals: PageFailure[] = [];

  take(examined: Examined, via: PageVia, isFile = true): boolean {
    if (examined.kind === "refused") this.refusals.push(examined.failure);
    if (examined.kind !== "page") return false;
    const { path, header } = examined;
    const { size, orientation, rotated } = header;
    this.page = { kind: "found", path, isFile, size, orientation, rotated, via };
    return true;
  }

  refuse(failure: PageFailure): void {
    this.refusals.push(failure);
  }

  /** The first refusal is of the path that should have been the page. A place out of bounds says less than a bad file. */
  failure(): PageFailure | null {
    return this.refusals.find(({ code }) => code !== "image-outside-roots") ?? this.refusals[0] ?? null;
  }
}

const writtenPath = (image: QuestionImage): string | null => image.path;

/**
 * Finds the page of a rollout among local files: as written, then as the dataset has it (its path or the bytes inside it),
 * then by path prefixes, then by file name where it is unique. A file of another size than the data say is refused.
 */
export class PageResolver {
  private readonly places: PagePlaces;
  private readonly store: ImageStore | null;
  private readonly limits: PageLimits;
  private index: { readonly madeMs: number; readonly images: Promise<ImageIndex> } | null = null;

  constructor(places: PagePlaces, store: ImageStore | null, limits: PageLimits = defaultPageLimits) {
    this.places = places;
    this.store = store;
    this.limits = limits;
  }

  /** Folders below which page files may be read; the window may load pages from these (and from the image store). */
  get folders(): readonly string[] {
    const { runFolder, datasets, imageRoots } = this.places;
    return [...new Set([...imageRoots, ...datasets.map(path => dirname(path)), runFolder])];
  }

  /** Never rejects. */
  async resolve({ images, size }: PageRequest): Promise<PageResult> {
    const examination: Examination = {
      roots: await allowedRoots(this.folders),
      limits: this.limits,
      expected: size,
      appliesOrientation: this.places.appliesOrientation,
    };
    const search = new Search();
    for (const image of images) {
      if (await this.tryWritten(image, search, examination)) break;
      if (await this.tryParquet(image.image, search, examination)) break;
    }
    const names = images.map(({ image }) => writtenPath(image)).filter(path => path !== null);
    if (search.page === null) await this.tryPrefixes(names, search, examination);
    const offer = search.page === null ? await this.tryNames(names, search, examination) : null;
    if (search.page !== null) return search.page;
    const missing: PageFailure =
      images.length === 0 ? { code: "no-image-named", values: [] } : { code: "image-missing", values: names };
    return { kind: "missing", failure: search.failure() ?? missing, offer };
  }

  /** The path itself: absolute, or relative to where its dataset, the run, an image root or another dataset really is. */
  private async tryWritten({ image, source }: NamedImage, search: Search, examination: Examination): Promise<boolean> {
    const written = writtenPath(image);
    if (written === null) return false;
    if (!isPlainPath(written)) {
      search.refuse({ code: "image-outside-roots", values: [written] });
      return false;
    }
    const home = source.kind === "dataset" ? [dirname(source.path)] : [this.places.runFolder];
    const bases = isAbsolute(written) ? ["/"] : new Set([...home, ...this.folders]);
    const via = source.kind === "dataset" ? "dataset" : "as-written";
    for (const base of bases) {
      if (search.take(await examineImage(recordFiles(base)(written), examination), via)) return true;
    }
    return false;
  }

  /** The bytes inside a Parquet row: as a file of the store, or by their header alone where there is no store. */
  private async tryParquet(image: QuestionImage, search: Search, examination: Examination): Promise<boolean> {
    if (image.kind !== "parquet") return false;
    const place = `${image.file}#${image.row}`;
    try {
      if (this.store === null)
        return search.take(await examineHeader(place, await this.bytesOf(image), examination), "parquet", false);
      const { size, mtimeMs } = await stat(image.file);
      const key = JSON.stringify([image.file, size, mtimeMs, image.row, image.index]);
      const path = await this.store.keep(key, () => this.bytesOf(image));
      if (path !== null) {
        const roots = await allowedRoots([dirname(path)]);
        return search.take(await examineImage(path, { ...examination, roots }), "parquet");
      }
      search.refuse({ code: "image-too-large", values: [place] });
    } catch (error) {
      search.refuse({ code: "image-broken", values: [place, error instanceof Error ? error.message : String(error)] });
    }
    return false;
  }

  private async bytesOf({ file, row, index }: ParquetReference): Promise<Uint8Array> {
    const read = await readParquetImage(file, row, index, this.places.imageColumn, this.limits.maxChunkBytes);
    if (read.kind === "bytes") return read.bytes;
    throw new Error(read.kind === "unreadable" ? read.message : read.kind);
  }

  private async tryPrefixes(names: readonly string[], search: Search, examination: Examination): Promise<void> {
    for (const path of names.flatMap(name => applyPrefixes(name, this.places.prefixes))) {
      if (isAbsolute(path) && search.take(await examineImage(path, examination), "prefix")) return;
    }
  }

  /** By file name where it is unique; else a prefix may be offered that would tell the candidates apart. */
  private async tryNames(
    names: readonly string[],
    search: Search,
    examination: Examination,
  ): Promise<PathPrefix | null> {
    for (const written of names) {
      const { candidates, isCut } = await this.named(pathName(written));
      const [only, ...others] = candidates;
      if (only === undefined) continue;
      // In a list that was cut short another file of this name may be missing; then only an equal size is proof enough.
      if (others.length === 0 && (!isCut || examination.expected !== null)) {
        if (search.take(await examineImage(only, examination), "file-name")) return null;
        continue;
      }
      const offered = prefixOffer(written, candidates);
      search.refuse({ code: "image-ambiguous", values: [written, ...candidates.slice(0, 5)] });
      if (offered !== null && (await examineImage(offered.path, examination)).kind === "page") return offered.offer;
    }
    return null;
  }

  /** Files of a name. A list that is too old is made anew before a name counts as absent. */
  private async named(name: string): Promise<{ candidates: readonly string[]; isCut: boolean }> {
    const known = this.index;
    const isFresh = known !== null && Date.now() - known.madeMs <= this.limits.maxIndexAgeMs;
    if (known !== null && !isFresh && !(await known.images).byName.has(name)) this.index = null;
    const { byName, isCut } = await this.images();
    return { candidates: byName.get(name) ?? [], isCut };
  }

  private images(): Promise<ImageIndex> {
    this.index ??= {
      madeMs: Date.now(),
      images: allowedRoots(this.folders).then(roots => imageIndex(roots, this.limits)),
    };
    return this.index.images;
  }
}
