import type { ImageInput, ImageOptions } from "../../core/benchmark/export/imageOptions.js";
import { planImages } from "../../core/benchmark/export/planImages.js";
import type { PlannedImage } from "../../core/benchmark/export/plannedImage.js";
import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import type { QuestionRecord } from "../../core/benchmark/questionRecord.js";
import { drawImage, type DrawnImage } from "./drawImage.js";
import { openPage } from "./openPage.js";
import type { PageFailure } from "./pageImage.js";

/** A question's images in the order in which a model is shown them. */
export type Rendering =
  | {
      readonly kind: "rendered";
      /** The page also where panels were wanted and the question cannot be put with them alone. */
      readonly input: ImageInput;
      readonly images: readonly (DrawnImage & { readonly planned: PlannedImage })[];
    }
  | PageFailure;

/**
 * Draws what a model is shown of a question, from the bytes of its page's file. `page` says in which panel a character
 * stands; without it a question about a character is zoomed to the character. Nothing is made larger or smaller, and no
 * image has an orientation left. Rejects with what sharp says while it encodes.
 */
export async function renderQuestion(
  bytes: Uint8Array,
  question: QuestionRecord,
  page: PageRecord | null,
  options: ImageOptions,
): Promise<Rendering> {
  const opened = await openPage(bytes, question);
  if (opened.kind === "failed") return opened;
  const plan = planImages(question, page, options);
  const images = await Promise.all(
    plan.images.map(async planned => ({ ...(await drawImage(opened.page, planned, options)), planned })),
  );
  return { kind: "rendered", input: plan.input, images };
}
