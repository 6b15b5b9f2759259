import { join } from "node:path";
import type { PageImage } from "../../../core/benchmark/import/pageImage.js";
import { splitOfName } from "../../../core/benchmark/import/splitOfName.js";
import { splitNames, type SplitName } from "../../../core/benchmark/pageRecord.js";
import { examineImage } from "../../pages/examineImage.js";
import type { ImageKind } from "../../pages/imageKind.js";
import { defaultPageLimits } from "../../pages/pageLimits.js";
import { fileSha } from "../fileSha.js";
import type { ImageShelf } from "./imageShelf.js";
import type { OpenedSource } from "./openedSource.js";
import { recordPath } from "./recordPath.js";

const imageName = /\.(?:png|jpe?g|webp|gif|avif|svg)$/i;
const mapFolder = /^(?:saliency[-_ ]?)?maps?$/i;

const mimes: Readonly<Record<ImageKind, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  avif: "image/avif",
  svg: "image/svg+xml",
};

interface Entry {
  readonly root: string;
  readonly path: string;
  readonly bytes: number;
  /** In lower case, the file's name last. */
  readonly parts: readonly string[];
  /** The split that a folder above it names. */
  readonly split: SplitName | null;
  /** A map of where people look, and no page. */
  readonly isMap: boolean;
  /** Among what was made for the saliency of pages; the page itself may lie there as well as elsewhere. */
  readonly isSaliency: boolean;
}

const stemOf = (name: string) => name.replace(/\.[^.]*$/, "");

function entryOf(root: string, path: string, bytes: number): Entry {
  const parts = path.toLowerCase().split("/");
  const folders = parts.slice(0, -1);
  const isSaliency = folders.some(folder => folder.startsWith("saliency"));
  const isMap = folders.some(folder => mapFolder.test(folder)) || (isSaliency && !folders.includes("images"));
  return { root, path, bytes, parts, split: splitOfName(folders.join("/")), isMap, isSaliency };
}

/** Files by the stem of their name, in lower case. */
function byStem(folders: readonly OpenedSource[]): ReadonlyMap<string, readonly Entry[]> {
  const entries = new Map<string, Entry[]>();
  const seen = new Set<string>();
  for (const { root, files } of folders)
    for (const { path, bytes } of files) {
      if (!imageName.test(path) || seen.has(join(root, path))) continue;
      seen.add(join(root, path));
      const entry = entryOf(root, path, bytes);
      const stem = stemOf(entry.parts.at(-1) ?? "");
      const known = entries.get(stem);
      if (known === undefined) entries.set(stem, [entry]);
      else known.push(entry);
    }
  return entries;
}

/** How many parts of two paths agree, from the end; a name with another ending agrees by none. */
function agreeing(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a.at(-1 - count) === b.at(-1 - count)) count++;
  return count;
}

/** How well an entry fits a name, the most telling figure first. */
function fit(entry: Entry, parts: readonly string[], hints: readonly string[]): readonly number[] {
  const folders = entry.parts.slice(0, -1);
  const hinted = hints.filter(hint => folders.includes(hint.toLowerCase())).length;
  return [agreeing(entry.parts, parts), hinted, entry.isSaliency ? 0 : 1, folders.includes("images") ? 1 : 0];
}

function compareFits(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((figure, index) => figure !== b[index]);
  return at === -1 ? 0 : (b[at] ?? 0) - (a[at] ?? 0);
}

/** A bounded memory of names: a file may name any number of pages. */
const longestName = 4096;

interface ShelfOptions {
  /** The source first; every further one is a folder of `--images`. */
  readonly folders: readonly OpenedSource[];
  /** Real path of the benchmark's folder. */
  readonly out: string;
  readonly hashes: boolean;
}

async function imageAt({ root, path, bytes }: Entry, { out, hashes }: ShelfOptions): Promise<PageImage> {
  const limits = defaultPageLimits;
  const unreadable = (reason: string): PageImage => ({ kind: "unreadable", file: path, reason });
  const examined = await examineImage(join(root, path), {
    roots: [root],
    limits,
    expected: null,
    appliesOrientation: false,
  });
  if (examined.kind === "missing") return unreadable("gone");
  if (examined.kind === "refused")
    return unreadable([examined.failure.code, ...examined.failure.values.slice(1)].join(": "));
  const { format, size, orientation } = examined.header;
  try {
    const sha256 = hashes ? await fileSha(examined.path) : null;
    return {
      kind: "image",
      path: recordPath(examined.path, out),
      file: path,
      size,
      orientation,
      mime: mimes[format],
      bytes,
      sha256,
    };
  } catch {
    return unreadable("changed while it was read");
  }
}

/**
 * Whether an entry's folder goes with the split among the hints. A map goes with its own split only. An image may lie in
 * another's folder where the set has none for its own: AI4VA's test pages came with those of validation.
 */
function suits({ split, isMap }: Entry, hints: readonly string[], imageSplits: ReadonlySet<SplitName | null>): boolean {
  const wanted = splitNames.find(name => hints.includes(name));
  if (wanted === undefined || split === null || split === wanted) return true;
  return !isMap && !imageSplits.has(wanted);
}

/**
 * Makes the shelf of a source: the images below it and below further folders by name, looked up by what annotations call
 * them. Names are compared without regard to case; `.png` may have become `.jpg`. A name that leads upwards finds nothing,
 * and two files that fit as well are none: a page with another page's boxes would be worse than none.
 */
export function makeImageShelf(options: ShelfOptions): ImageShelf {
  const entries = byStem(options.folders);
  const all = [...entries.values()].flat();
  const imageSplits = new Set(all.filter(({ isMap }) => !isMap).map(({ split }) => split));
  const maps = all.filter(({ isMap }) => isMap);
  const ranked = (name: string, hints: readonly string[], isMap: boolean): readonly Entry[] => {
    const parts = name.toLowerCase().split(/[\\/]/);
    const found = (entries.get(stemOf(parts.at(-1) ?? "")) ?? []).filter(
      entry => entry.isMap === isMap && suits(entry, hints, imageSplits),
    );
    const fits = found.map(entry => ({ entry, fit: fit(entry, parts, hints) }));
    const [first, ...rest] = fits.sort((a, b) => compareFits(a.fit, b.fit));
    if (first === undefined) return [];
    return [first, ...rest.filter(one => compareFits(one.fit, first.fit) === 0)].map(({ entry }) => entry);
  };
  return {
    find: async (name, hints) => {
      const outside = name.split(/[\\/]/).includes("..");
      if (outside || name.length > longestName) return { kind: "missing", outside };
      const [best, second] = ranked(name, hints, false);
      if (best === undefined) return { kind: "missing", outside: false };
      if (second !== undefined && second.bytes !== best.bytes)
        return { kind: "unreadable", file: best.path, reason: `${second.path} fits the name as well` };
      return imageAt(best, options);
    },
    findSaliency: async (name, hints) => {
      const [best] = ranked(name, hints, true);
      return best === undefined ? null : imageAt(best, { ...options, hashes: false });
    },
    hasSaliency: hints =>
      maps.some(({ parts }) => hints.every(hint => parts.slice(0, -1).includes(hint.toLowerCase()))),
  };
}
