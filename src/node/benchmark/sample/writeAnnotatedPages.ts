import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AnnotatedPage } from "../../../core/simulate/annotated/planAnnotatedPages.js";
import { saliencySvg } from "../../../core/simulate/annotated/saliencySvg.js";
import type { Glyphs } from "../../../core/simulate/glyphs.js";
import { pageSvg } from "../../../core/simulate/pageSvg.js";
import { rasterise } from "../../sample/rasterise.js";
import { runDisk } from "../../simulate/runDisk.js";
import { blankPng } from "./blankPng.js";

/** How pages become files: drawn, or white ones of the right size, which are written in no time. */
export type PageFiles = { readonly kind: "drawn"; readonly glyphs: Glyphs } | { readonly kind: "blank" };

const atOnce = 3;

/** AI4VA has no maps of its test split; here some others are missing, too. */
const hasMap = ({ split, number }: AnnotatedPage) => split !== "test" && number % 11 !== 10;

async function drawPage(page: AnnotatedPage, folder: string, glyphs: Glyphs): Promise<void> {
  const { description, split, file_name: name } = page;
  const plain = { format: "png", orientation: null } as const;
  await rasterise(pageSvg(description, glyphs), join(folder, "images", split, name), plain);
  if (!hasMap(page)) return;
  const isJpeg = split === "val";
  const map = join(folder, "maps", split, isJpeg ? name.replace(/png$/, "jpg") : name);
  const format = isJpeg ? "jpeg" : "png";
  await rasterise(saliencySvg(description), map, { format, orientation: null, isGrey: true });
}

async function blankPage({ description, split, file_name: name }: AnnotatedPage, folder: string): Promise<void> {
  await writeFile(join(folder, "images", split, name), blankPng(description, `${split}/${name}`));
}

/**
 * Writes the images of a made-up set below `folder`, a few at a time. Rejects when a file cannot be written, and with the
 * signal's reason.
 */
export async function writeAnnotatedPages(
  pages: readonly AnnotatedPage[],
  folder: string,
  files: PageFiles,
  options: { readonly signal: AbortSignal | undefined; readonly onPage: (done: number) => void },
): Promise<void> {
  for (const path of ["images/train", "images/val", "images/test", "maps/train", "maps/val"])
    await runDisk.makeFolder(join(folder, path));
  const queue = pages.values();
  let done = 0;
  const work = async () => {
    for (const page of queue) {
      options.signal?.throwIfAborted();
      await (files.kind === "blank" ? blankPage(page, folder) : drawPage(page, folder, files.glyphs));
      options.onPage(++done);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
