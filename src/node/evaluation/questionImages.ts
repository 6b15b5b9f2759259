import { planImages } from "../../core/benchmark/export/planImages.js";
import { isCleanPage, type PlannedImage } from "../../core/benchmark/export/plannedImage.js";
import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import type { QuestionRecord } from "../../core/benchmark/questionRecord.js";
import type { WholeBox } from "../../core/benchmark/wholeBox.js";
import type { EvaluationInput } from "../../core/evaluation/evaluationRun.js";
import type { ImageSettings } from "../../core/evaluation/evaluationSettings.js";
import { sentSize } from "../../core/evaluation/sentSize.js";
import type { Size } from "../../core/page/size.js";
import { drawPixels } from "../benchmark/drawImage.js";
import type { PageFailure, PageImage } from "../benchmark/pageImage.js";
import { PagePool } from "../benchmark/pagePool.js";
import { RecentlyMade } from "../benchmark/recentlyMade.js";
import { encodeImage, type Pixels, type Place, sentAs } from "./encodeImage.js";
import type { ImageFailure, SentImage } from "./sentImage.js";

/** Decoded pages, drawn pages and sent ones that are kept at once: those of the questions under way, and a few more. */
const decodedPages = 4;
const drawnPages = 4;
const sentPages = 12;

type Drawn = Pixels | ImageFailure;

/** What is planned for the images of a question under these settings. */
export function plannedImages(
  question: QuestionRecord,
  page: PageRecord | null,
  input: EvaluationInput,
  { areMarksDrawn, shown }: Pick<ImageSettings, "areMarksDrawn" | "shown">,
): readonly PlannedImage[] {
  const marks = areMarksDrawn ? "drawn" : "none";
  const wanted = { input: input === "panel" ? "panel" : "page", marks, shown, format: "png", quality: 92 } as const;
  return planImages(question, page, wanted).images;
}

/** Byte 25 of a PNG is its kind of colours: greys and colours without transparency are 0 and 2. */
const mayBeTransparent = (bytes: Uint8Array): boolean => bytes[0] === 0x89 && bytes[25] !== 0 && bytes[25] !== 2;

const pageBox = ({ width, height }: Size): WholeBox => [0, 0, width, height];

/** Makes the images that a model is shown, and crops of them. Bounded, however many questions there are. */
export class QuestionImages {
  readonly #settings: ImageSettings;
  readonly #input: EvaluationInput;
  readonly #pool: PagePool;
  readonly #drawn = new RecentlyMade<Promise<Drawn>>(drawnPages);
  readonly #sent = new RecentlyMade<Promise<SentImage | ImageFailure>>(sentPages);

  /** `folder`: what paths of pages count from. */
  constructor(folder: string, input: EvaluationInput, settings: ImageSettings) {
    this.#settings = settings;
    this.#input = input;
    this.#pool = new PagePool(folder, decodedPages);
  }

  /** In the order in which they are shown. Never rejects. */
  async of(question: QuestionRecord, page: PageRecord | null): Promise<readonly SentImage[] | ImageFailure> {
    const images: SentImage[] = [];
    for (const planned of plannedImages(question, page, this.#input, this.#settings)) {
      const made = await this.#sent.get(this.#keyOf(question, planned), () => this.#make(question, planned));
      if ("kind" in made) return made;
      images.push(made);
    }
    return images;
  }

  /** A part of the page as the model was shown it, marks and all: what the zoom tool answers with. Never rejects. */
  async crop(question: QuestionRecord, page: PageRecord | null, box: WholeBox): Promise<SentImage | ImageFailure> {
    const [planned] = plannedImages(question, page, this.#input, this.#settings);
    if (planned === undefined) return { kind: "failed", code: "missing-image", detail: question.image };
    try {
      const drawn = await this.#draw(question, planned);
      if ("kind" in drawn) return drawn;
      const size = { width: box[2] - box[0], height: box[3] - box[1] };
      return await encodeImage(drawn, box, { box, size }, this.#settings);
    } catch (error) {
      return this.#failure(error);
    }
  }

  #keyOf({ page_id: page, image }: QuestionRecord, planned: PlannedImage): string {
    return JSON.stringify([page, image, planned]);
  }

  async #draw(question: QuestionRecord, planned: PlannedImage): Promise<Drawn> {
    return this.#drawn.get(this.#keyOf(question, planned), async () => {
      const pooled = await this.#pool.get(question);
      if (pooled.kind === "failed") return this.#pageFailure(pooled);
      return drawPixels(pooled.page, planned);
    });
  }

  async #make(question: QuestionRecord, planned: PlannedImage): Promise<SentImage | ImageFailure> {
    const { width, height, part } = planned;
    const place: Place = { box: part ?? pageBox(question), size: { width, height } };
    try {
      const file = isCleanPage(planned) ? await this.#asStored(question, place) : null;
      if (file !== null) return file;
      const drawn = await this.#draw(question, planned);
      return "kind" in drawn ? drawn : await encodeImage(drawn, null, place, this.#settings);
    } catch (error) {
      return this.#failure(error);
    }
  }

  /** The file itself, where it is just what would be sent: nothing is drawn, made smaller or encoded another time. */
  async #asStored(question: QuestionRecord, place: Place): Promise<SentImage | null> {
    const size = sentSize(place.size, this.#settings);
    if (size?.width !== place.size.width || size.height !== place.size.height) return null;
    const pooled = await this.#pool.get(question);
    if (pooled.kind === "failed" || !this.#isAsSent(pooled.page) || mayBeTransparent(pooled.bytes)) return null;
    return sentAs(pooled.bytes, size, place, this.#settings);
  }

  #isAsSent({ kind, hasOrientation }: PageImage): boolean {
    return !hasOrientation && kind === (this.#settings.mime === "image/png" ? "png" : "jpg");
  }

  #pageFailure({ code, detail }: PageFailure): ImageFailure {
    return { kind: "failed", code, detail };
  }

  #failure(error: unknown): ImageFailure {
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: "failed", code: "unreadable-image", detail };
  }
}
