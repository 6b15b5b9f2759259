import { iou } from "../../page/iou.js";
import type { PageRecord } from "../pageRecord.js";
import type { QuestionRecord } from "../questionRecord.js";
import type { WholeBox } from "../wholeBox.js";
import { questionOrigin } from "./questionOrigin.js";

/** Something about a question that is worth a look, or that was looked at and is well. */
export interface QuestionCheck {
  readonly code:
    | "mark-small"
    | "depths-close"
    | "marks-inside"
    | "marks-outside"
    | "target-is-panel"
    | "target-no-panel"
    | "order-unsure"
    | "count-differs";
  readonly isWell: boolean;
  readonly values: readonly (string | number)[];
}

/** Of the page: what is smaller is hard to see at model resolution. */
const smallShare = 0.01;
/** Levels of the ordinal depth scale; two figures nearer to each other are easily confused. */
const closeDepths = 2;
const sureOrder = 0.8;
const insideShare = 0.8;

const area = ([x1, y1, x2, y2]: WholeBox) => (x2 - x1) * (y2 - y1);

function shareInside(mark: WholeBox, target: WholeBox): number {
  const width = Math.min(mark[2], target[2]) - Math.max(mark[0], target[0]);
  const height = Math.min(mark[3], target[3]) - Math.max(mark[1], target[1]);
  return width > 0 && height > 0 ? (width * height) / area(mark) : 0;
}

const drawnMarks = ({ marks }: QuestionRecord) => marks.filter(({ kind }) => kind === "box" || kind === "outline");

function sizeChecks(question: QuestionRecord): readonly QuestionCheck[] {
  const page = question.width * question.height;
  return drawnMarks(question).flatMap(({ label, box }) => {
    const share = area(box) / page;
    return share >= smallShare
      ? []
      : [
          {
            code: "mark-small",
            isWell: false,
            values: [label, box[2] - box[0], box[3] - box[1], share * 100],
          } as const,
        ];
  });
}

function depthChecks(question: QuestionRecord, page: PageRecord): readonly QuestionCheck[] {
  const origin = questionOrigin(question, page);
  if (origin.kind !== "depth") return [];
  const known = origin.depths.flatMap(({ depth }) => depth ?? []);
  const apart = Math.max(...known) - Math.min(...known);
  return known.length > 1 && apart <= closeDepths ? [{ code: "depths-close", isWell: false, values: [apart] }] : [];
}

function targetChecks(question: QuestionRecord, page: PageRecord): readonly QuestionCheck[] {
  const targets = question.targets ?? [];
  if (targets.length === 0) return [];
  const marks = drawnMarks(question);
  const outside = marks.filter(({ box }) => !targets.some(target => shareInside(box, target.box) >= insideShare));
  const odd = targets.flatMap(({ box, role }, i) =>
    role === "panel" && !page.panels.some(panel => iou(panel.box, box) > insideShare) ? [i + 1] : [],
  );
  const inside: QuestionCheck =
    outside.length === 0
      ? { code: "marks-inside", isWell: true, values: [] }
      : { code: "marks-outside", isWell: false, values: [outside.map(({ label }) => label).join(", ")] };
  return [
    ...(marks.length > 0 ? [inside] : []),
    ...odd.map((number): QuestionCheck => ({ code: "target-no-panel", isWell: false, values: [number] })),
    ...(odd.length === 0 && targets.every(({ role }) => role === "panel")
      ? [{ code: "target-is-panel", isWell: true, values: [] } as const]
      : []),
  ];
}

function originChecks(question: QuestionRecord, page: PageRecord): readonly QuestionCheck[] {
  const origin = questionOrigin(question, page);
  const confidence = origin.kind === "order" || origin.kind === "balloons" ? origin.confidence : null;
  const isUnsure = confidence !== null && confidence < sureOrder;
  const counted = origin.kind === "count" && origin.identity !== null ? origin.panels.length : null;
  return [
    ...(isUnsure ? [{ code: "order-unsure", isWell: false, values: [confidence] } as const] : []),
    ...(counted !== null && counted !== question.answer
      ? [{ code: "count-differs", isWell: false, values: [counted] } as const]
      : []),
  ];
}

/**
 * What can be checked of a question by its boxes and its page's annotations, warnings first. It changes with an edit,
 * unlike the codes that its generator left in `checks`.
 */
export function questionChecks(question: QuestionRecord, page: PageRecord): readonly QuestionCheck[] {
  const all = [
    ...sizeChecks(question),
    ...depthChecks(question, page),
    ...originChecks(question, page),
    ...targetChecks(question, page),
  ];
  return all.toSorted((a, b) => Number(a.isWell) - Number(b.isWell));
}
