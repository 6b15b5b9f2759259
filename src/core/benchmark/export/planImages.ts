import type { MarkToDraw } from "../marks/markShape.js";
import type { PageRecord } from "../pageRecord.js";
import type { QuestionRecord } from "../questionRecord.js";
import type { WholeBox } from "../wholeBox.js";
import { clampedBox } from "./clampedBox.js";
import type { ImageInput, ImageOptions } from "./imageOptions.js";
import { panelsAsked } from "./panelsAsked.js";
import type { PlannedImage } from "./plannedImage.js";

type Drawn = Pick<QuestionRecord, "task" | "targets" | "shown" | "marks" | "width" | "height">;

/** The images of a question. */
export interface ImagePlan {
  /** What the images show: the page also where panels were wanted and the question cannot be put with them alone. */
  readonly input: ImageInput;
  readonly images: readonly PlannedImage[];
}

const toDraw = ({ kind, box, label, color }: Drawn["marks"][number]): MarkToDraw => ({ kind, box, label, color });

/** A mark belongs to the panel that holds its middle: a sliver of it in the next one would be another mark. */
function markInside({ box: [x1, y1, x2, y2], ...mark }: MarkToDraw, part: WholeBox): readonly MarkToDraw[] {
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  if (x < part[0] || x >= part[2] || y < part[1] || y >= part[3]) return [];
  return [{ ...mark, box: [x1 - part[0], y1 - part[1], x2 - part[0], y2 - part[1]] }];
}

function panelImage(part: WholeBox, marks: readonly MarkToDraw[]): PlannedImage {
  const [x1, y1, x2, y2] = part;
  const inside = marks.flatMap(mark => markInside(mark, part));
  return { role: "panel", part, marks: inside, aside: null, width: x2 - x1, height: y2 - y1 };
}

/** Pixels between a page and what is shown beside it. */
export const asideGap = ({ width }: Pick<Drawn, "width">): number => Math.max(8, Math.round(width / 40));

function pageImages(question: Drawn, marks: readonly MarkToDraw[], { shown }: ImageOptions): readonly PlannedImage[] {
  const { width, height } = question;
  const page: PlannedImage = { role: "page", part: null, marks, aside: null, width, height };
  const part = question.shown === null ? null : clampedBox(question.shown, question);
  if (part === null) return [page];
  const [across, down] = [part[2] - part[0], part[3] - part[1]];
  if (shown === "aside") return [{ ...page, aside: part, width: width + asideGap(question) + across }];
  return [page, { role: "shown", part, marks: [], aside: null, width: across, height: down }];
}

/**
 * What is to be drawn for a question, in the order in which a model is shown it. The panel that Panel Reordering asks
 * about is cut from the clean page. Nothing is made larger or smaller.
 */
export function planImages(
  question: Drawn,
  page: Pick<PageRecord, "panels" | "characters"> | null,
  options: ImageOptions,
): ImagePlan {
  const marks = options.marks === "drawn" ? question.marks.map(toDraw) : [];
  const panels = options.input === "panel" ? panelsAsked(question, page) : null;
  if (panels !== null) return { input: "panel", images: panels.map(part => panelImage(part, marks)) };
  return { input: "page", images: pageImages(question, marks, options) };
}
