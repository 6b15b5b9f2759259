import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import type { BubbleRecord, PageRecord, PanelRecord } from "../../../src/core/benchmark/pageRecord.js";
import type { WholeBox } from "../../../src/core/benchmark/wholeBox.js";
import { type Writing, writingSchema } from "../../../src/core/benchmark/writing.js";
import { temporaryFolder } from "../jobs/temporaryFolder.js";

/** A part of a made-up page: its box, filled with its colour. */
interface Part {
  readonly box: WholeBox;
  readonly colour: readonly [number, number, number];
}

/** A page has two panels side by side; the balloon in the first is annotated on even pages only, the second has one, too. */
export const partsOf = (page: number): readonly (Part & { readonly id: string })[] => [
  { id: `t/${page}p1`, box: [10, 10, 110, 150], colour: [200, page, 10] },
  { id: `t/${page}p2`, box: [120, 10, 190, 150], colour: [20, page, 220] },
  { id: `t/${page}b1`, box: [20, 20, 50, 40], colour: [255, page, 255] },
  { id: `t/${page}b2`, box: [130, 20, 150, 30], colour: [240, page, 250] },
];

const panel = ({ id, box }: Part & { readonly id: string }): PanelRecord => ({
  ...{ id, box, order: null, order_source: null, order_confidence: null, row: null, column: null },
});

const bubble = ({ id, box }: Part & { readonly id: string }, text: string | null): BubbleRecord => ({
  ...{ id, box, panel_id: null, text, text_source: text === null ? null : "annotation", order: null },
  character_id: null,
});

function pageOf(number: number): PageRecord {
  const [first, second, third, fourth] = partsOf(number);
  return {
    ...{ v: 1, kind: "page", id: `pg-${number}`, issue_id: "i", index: number, depth_larger: "farther" },
    image: { path: `images/${number}.png`, sha256: null, width: 200, height: 160, mime: "image/png" },
    panels: [panel(first!), panel(second!)],
    characters: [],
    bubbles: [bubble(third!, number % 2 === 0 ? "TRUE" : null), bubble(fourth!, null)],
    source: { dataset: "d", file_name: `${number}.png`, split: null, saliency: null },
  };
}

async function drawPage(number: number): Promise<Buffer> {
  const background = { r: 255, g: 255, b: 255 };
  const layers = partsOf(number).map(({ box: [left, top, right, bottom], colour: [r, g, b] }) => ({
    ...{ left, top },
    input: { create: { width: right - left, height: bottom - top, channels: 3 as const, background: { r, g, b } } },
  }));
  return sharp({ create: { width: 200, height: 160, channels: 3, background } })
    .composite(layers)
    .png()
    .toBuffer();
}

/** A benchmark's folder with so many imported pages. */
export async function writerFolder(pages: number): Promise<string> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "images"));
  const numbers = Array.from({ length: pages }, (_, index) => index);
  for (const number of numbers) writeFileSync(join(folder, "images", `${number}.png`), await drawPage(number));
  writeFileSync(join(folder, "pages.jsonl"), numbers.map(number => `${JSON.stringify(pageOf(number))}\n`).join(""));
  return folder;
}

/** What stands in a folder's `writings.jsonl`. */
export function writingsIn(folder: string): readonly Writing[] {
  const lines = readFileSync(join(folder, "writings.jsonl"), "utf8").trim().split("\n");
  return lines.map(line => writingSchema.parse(JSON.parse(line)));
}
