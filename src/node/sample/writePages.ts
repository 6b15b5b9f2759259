import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Glyphs } from "../../core/simulate/glyphs.js";
import { pageSvg } from "../../core/simulate/pageSvg.js";
import type { PlannedPage, RunPlan } from "../../core/simulate/runPlan.js";
import type { FileFault } from "./faults.js";
import { rasterise } from "./rasterise.js";

const atOnce = 3;
const isFaulty = (index: number) => index % 4 === 1;

async function writePage(planned: PlannedPage, file: string, glyphs: Glyphs, isShrunk: boolean): Promise<void> {
  const { page, orientation } = planned;
  const resize = isShrunk ? { width: Math.round(page.width * 0.8), height: Math.round(page.height * 0.8) } : undefined;
  const format = file.endsWith(".png") ? "png" : "jpeg";
  await rasterise(pageSvg(page, glyphs), file, { format, orientation, resize });
}

/** Draws all pages of a run, a few at a time. Rejects with the signal's reason when it is aborted. */
export async function writePages(
  plan: RunPlan,
  folder: string,
  glyphs: Glyphs,
  options: {
    readonly fault: FileFault | null;
    readonly signal: AbortSignal | undefined;
    readonly onPage: (done: number, total: number) => void;
  },
): Promise<void> {
  const { fault, signal, onPage } = options;
  const wanted = plan.pages
    .map((planned, index) => ({ planned, index }))
    .filter(({ index }) => fault !== "missing-pages" || !isFaulty(index));
  const queue = wanted.values();
  let done = 0;
  const work = async () => {
    for (const { planned, index } of queue) {
      signal?.throwIfAborted();
      const file = join(folder, planned.file);
      await mkdir(dirname(file), { recursive: true });
      await writePage(planned, file, glyphs, fault === "wrong-size-pages" && isFaulty(index));
      onPage(++done, wanted.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
