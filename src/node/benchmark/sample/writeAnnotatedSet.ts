import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  annotatedSet,
  type AnnotatedSet,
  type AnnotatedSetOptions,
} from "../../../core/simulate/annotated/annotatedSet.js";
import { readGlyphs } from "../../sample/readGlyphs.js";
import { runDisk } from "../../simulate/runDisk.js";
import { annotatedReadme, madeUpSet } from "./annotatedReadme.js";
import { writeAnnotatedPages, type PageFiles } from "./writeAnnotatedPages.js";

export interface WriteSetOptions extends AnnotatedSetOptions {
  /** Folder of the set; it is made where it is not there, and an earlier made-up set in it is replaced. */
  readonly out: string;
  /** `none`: annotations only. */
  readonly images: "drawn" | "blank" | "none";
  /** `glyphs.json` of the build; read where pages are drawn. */
  readonly glyphsFile: string;
  readonly signal?: AbortSignal | undefined;
  readonly onPage?: ((done: number, total: number) => void) | undefined;
}

export type WriteSetResult =
  | { readonly kind: "written"; readonly set: AnnotatedSet }
  /** The folder holds something that no earlier call wrote; it is left alone. */
  | { readonly kind: "occupied"; readonly path: string }
  | { readonly kind: "no-glyphs"; readonly path: string }
  | { readonly kind: "aborted" };

async function isOurs(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return true;
  const readme = await readFile(join(folder, "README.txt"), "utf8").catch(() => null);
  return readme === null ? (await readdir(folder)).length === 0 : readme.startsWith(madeUpSet);
}

async function pageFiles({ images, glyphsFile }: WriteSetOptions): Promise<PageFiles | null> {
  if (images !== "drawn") return { kind: "blank" };
  const glyphs = await readGlyphs(glyphsFile);
  return glyphs === null ? null : { kind: "drawn", glyphs };
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Everything but the images. The note goes first: a set that was broken off is known for what it is. */
async function writeTexts(out: string, { files, mapping, truth, writings }: AnnotatedSet): Promise<void> {
  await runDisk.makeFolder(join(out, "annotations"));
  await writeFile(join(out, "README.txt"), annotatedReadme);
  for (const { name, document } of files)
    await writeFile(join(out, "annotations", name), `${JSON.stringify(document)}\n`);
  await writeFile(join(out, "mapping.json"), json(mapping));
  await writeFile(join(out, "truth.json"), json(truth));
  await writeFile(join(out, "writings.jsonl"), writings.map(writing => `${JSON.stringify(writing)}\n`).join(""));
}

/**
 * Writes a made-up annotated set in AI4VA's own form, with mapping.json, writings.jsonl and truth.json. The same options give the same
 * files. Rejects on write errors.
 */
export async function writeAnnotatedSet(options: WriteSetOptions): Promise<WriteSetResult> {
  const { out, images, signal, onPage } = options;
  if (!(await isOurs(out))) return { kind: "occupied", path: out };
  const files = await pageFiles(options);
  if (files === null) return { kind: "no-glyphs", path: options.glyphsFile };
  const set = annotatedSet(options);
  try {
    signal?.throwIfAborted();
    for (const name of ["data", "annotations"]) await rm(join(out, name), { recursive: true, force: true });
    await writeTexts(out, set);
    const told = { signal, onPage: (done: number) => onPage?.(done, set.pages.length) };
    if (images !== "none") await writeAnnotatedPages(set.pages, join(out, "data"), files, told);
  } catch (error) {
    if (signal?.aborted === true) return { kind: "aborted" };
    throw error;
  }
  return { kind: "written", set };
}
