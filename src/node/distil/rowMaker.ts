import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import type { PromptTemplate } from "../../core/benchmark/promptTemplate.js";
import { type DistilRow, distilRow, type RowImage, rowTokens } from "../../core/distil/distilRow.js";
import type { JudgedTrace } from "../../core/distil/judgedTrace.js";
import type { StudentSettings } from "../../core/distil/studentSettings.js";
import { type TrainedTurn, trainedTurns, type UnfitCode } from "../../core/distil/trainedTurns.js";
import type { ImageSettings } from "../../core/evaluation/evaluationSettings.js";
import { QuestionImages } from "../evaluation/questionImages.js";
import type { SentImage } from "../evaluation/sentImage.js";
import type { ReadDistil } from "./readDistil.js";

/** What rows are made of. */
interface RowWork {
  readonly source: ReadDistil;
  readonly student: StudentSettings;
}

/** A row with the bytes of its images. */
export interface MadeRow {
  readonly kind: "row";
  readonly row: DistilRow;
  readonly turns: readonly TrainedTurn[];
  readonly prompt: PromptTemplate;
  readonly images: readonly SentImage[];
  readonly tokens: { readonly low: number; readonly high: number };
}

export type Made = MadeRow | { readonly kind: "unfit"; readonly code: UnfitCode };

/** Images as the student sees them: in its own grid, so that neither trainer makes them larger or smaller again. */
function imageSettings({ resize }: StudentSettings): ImageSettings {
  return {
    ...{ maxSide: null, maxPixels: resize.maxPixels, minPixels: resize.minPixels, multiple: resize.factor },
    ...{ mime: "image/png", quality: 92, detail: null, areMarksDrawn: true, shown: "second" },
  };
}

/** Where an export keeps an image, within its folder. */
export const imageFile = ({ sha256 }: SentImage): string => `images/${sha256.slice(0, 32)}.png`;

/** Makes the rows of traces: each as the student is asked, with the images that it sees. */
export class RowMaker {
  readonly #work: RowWork;
  readonly #images: QuestionImages;
  readonly #pages: ReadonlyMap<string, PageRecord>;

  constructor(work: RowWork) {
    const { source, student } = work;
    this.#work = work;
    this.#images = new QuestionImages(source.dataset, student.input, imageSettings(student));
    this.#pages = new Map(source.pages.map(page => [page.id, page]));
  }

  /** Never rejects. */
  async make(trace: JudgedTrace): Promise<Made> {
    const { student, source } = this.#work;
    const { question, prediction } = trace;
    const page = this.#pages.get(question.page_id) ?? null;
    const shown = await this.#images.of(question, page);
    if ("kind" in shown) return { kind: "unfit", code: "image" };
    const found = trainedTurns(
      trace,
      student,
      shown.map(image => image.shown),
    );
    if (found.kind === "unfit") return found;
    const images = await this.#imagesOf(found.turns, trace, shown);
    if (images === null) return { kind: "unfit", code: "image" };
    const files = images.map((image): RowImage => ({
      path: imageFile(image),
      width: image.width,
      height: image.height,
    }));
    const row = distilRow(trace, found.turns, files, teacherOf(prediction["models"], source));
    const tokens = rowTokens(row, images, student);
    if (tokens === null) return { kind: "unfit", code: "image" };
    if (tokens.low > student.cutoffTokens) return { kind: "unfit", code: "over-cutoff" };
    return { kind: "row", row, turns: found.turns, prompt: found.prompt, images, tokens };
  }

  async #imagesOf(
    turns: readonly TrainedTurn[],
    { question }: JudgedTrace,
    shown: readonly SentImage[],
  ): Promise<readonly SentImage[] | null> {
    const images: SentImage[] = [];
    for (const { images: wanted } of turns) {
      if (wanted === null) continue;
      if (wanted === "shown") images.push(...shown);
      else {
        const crop = await this.#images.crop(question, this.#pages.get(question.page_id) ?? null, wanted);
        if ("kind" in crop) return null;
        images.push(crop);
      }
    }
    return images;
  }
}

function teacherOf(models: unknown, { run }: ReadDistil): string {
  const [first] = Array.isArray(models) ? (models as readonly unknown[]) : [];
  return typeof first === "string" ? first : (run?.model.requested ?? "");
}
