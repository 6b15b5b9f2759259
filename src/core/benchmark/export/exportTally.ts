import { smartResize } from "../../page/smartResize.js";
import type { Size } from "../../page/size.js";
import { promptSha } from "../prompts/promptSha.js";
import type { ExportedQuestion } from "./exportedQuestion.js";
import type { ExportManifest } from "./exportManifest.js";
import type { ExportOptions } from "./exportOptions.js";

type Resizes = ExportManifest["images"]["smart_resize"];
type Tally = Pick<ExportManifest, "counts" | "as_page" | "undrawn" | "images" | "prompts">;

const pixels = ({ width, height }: Size): number => width * height;

/** Counts what goes into an export, for its manifest. */
export class ExportTally {
  private readonly options: ExportOptions;
  private readonly counts: Record<string, Record<string, number>> = {};
  private readonly asPage: Record<string, number> = {};
  private readonly undrawn: Record<string, number> = {};
  private readonly prompts = new Map<string, ExportManifest["prompts"][number]>();
  private images = 0;
  private smallest: Size | null = null;
  private largest: Size | null = null;
  private readonly resizes = { made_smaller: 0, made_larger: 0, refused: 0 };

  constructor(options: ExportOptions) {
    this.options = options;
  }

  add(exported: ExportedQuestion): void {
    const { question, input, hasMarks, images } = exported;
    const { task, split } = question;
    const bySplit = (this.counts[task] ??= {});
    bySplit[split] = (bySplit[split] ?? 0) + 1;
    if (this.options.input === "panel" && input === "page") this.asPage[task] = (this.asPage[task] ?? 0) + 1;
    if (!hasMarks && question.marks.length > 0) this.undrawn[task] = (this.undrawn[task] ?? 0) + 1;
    this.addPrompt(exported);
    for (const image of images) this.addImage(image);
  }

  result(): Tally {
    const { factor, minPixels, maxPixels } = this.options.resize;
    const resizes: Resizes = { factor, min_pixels: minPixels, max_pixels: maxPixels, ...this.resizes };
    return {
      counts: this.counts,
      as_page: this.asPage,
      undrawn: this.undrawn,
      images: { count: this.images, smallest: this.smallest, largest: this.largest, smart_resize: resizes },
      prompts: [...this.prompts.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    };
  }

  private addPrompt({ asked: { prompt } }: ExportedQuestion): void {
    if (prompt === null) return;
    const { id, version, origin } = prompt;
    const known = this.prompts.get(id);
    const sha256 = known?.sha256 ?? promptSha(prompt);
    this.prompts.set(id, { id, version, sha256, origin, questions: (known?.questions ?? 0) + 1 });
  }

  private addImage({ width, height }: Size): void {
    const size = { width, height };
    this.images++;
    if (this.smallest === null || pixels(size) < pixels(this.smallest)) this.smallest = size;
    if (this.largest === null || pixels(size) > pixels(this.largest)) this.largest = size;
    const seen = smartResize(size, this.options.resize);
    if (seen.kind !== "resized") this.resizes.refused++;
    else if (pixels(seen.size) < pixels(size) * 0.9) this.resizes.made_smaller++;
    else if (pixels(seen.size) > pixels(size) * 1.1) this.resizes.made_larger++;
  }
}
