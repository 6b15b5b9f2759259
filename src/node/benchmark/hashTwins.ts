import { stat } from "node:fs/promises";
import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import { fileSha } from "./fileSha.js";
import { recordFiles } from "./recordFiles.js";

/** Files that are looked at, or read, at a time. */
const atOnce = 8;

async function forEach<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const next = async () => {
    for (let step = queue.next(); step.done !== true; step = queue.next()) await work(step.value);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}

/** Files by their length in bytes. What is no file, or not there, is in none. */
async function byLength(files: Iterable<string>, signal: AbortSignal | undefined) {
  const lengths = new Map<number, string[]>();
  await forEach(files, async file => {
    signal?.throwIfAborted();
    const found = await stat(file).catch(() => null);
    if (found?.isFile() !== true) return;
    const known = lengths.get(found.size);
    if (known === undefined) lengths.set(found.size, [file]);
    else known.push(file);
  });
  return lengths;
}

/**
 * Pages with the SHA-256 of their image where another page's image may be the same: only files that have the length of
 * another are read. So one picture under two names is known for one, and no large set is read whole. `folder`: the
 * benchmark's. An image that cannot be read keeps its page as it is. Rejects with the signal's reason only.
 */
export async function hashTwins(
  pages: readonly PageRecord[],
  folder: string,
  signal?: AbortSignal,
): Promise<readonly PageRecord[]> {
  if (pages.every(({ image }) => image.sha256 !== null)) return pages;
  const place = recordFiles(folder);
  const fileOf = ({ image }: PageRecord) => place(image.path);
  const lengths = await byLength(new Set(pages.map(fileOf)), signal);
  const open = new Set(pages.filter(({ image }) => image.sha256 === null).map(fileOf));
  // Two pages of one file are of the same picture as well.
  const seen = new Map<string, number>();
  for (const page of pages) seen.set(fileOf(page), (seen.get(fileOf(page)) ?? 0) + 1);
  const twins = [...lengths.values()].flatMap(files =>
    files.filter(file => open.has(file) && (files.length > 1 || (seen.get(file) ?? 0) > 1)),
  );
  const hashes = new Map<string, string>();
  await forEach(twins, async file => {
    signal?.throwIfAborted();
    const sha = await fileSha(file, signal).catch(() => null);
    if (sha !== null) hashes.set(file, sha);
  });
  signal?.throwIfAborted();
  return pages.map(page => {
    const sha256 = page.image.sha256 ?? hashes.get(fileOf(page)) ?? null;
    return sha256 === page.image.sha256 ? page : { ...page, image: { ...page.image, sha256 } };
  });
}
