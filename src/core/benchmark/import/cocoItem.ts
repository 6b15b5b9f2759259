import type { Box } from "../../page/box.js";
import type { AnnotationRole } from "../annotationMapping.js";
import type { ImportProblem } from "../importProblem.js";
import type { CharacterRecord } from "../pageRecord.js";
import type { WholeBox } from "../wholeBox.js";
import { annotationBox } from "./annotationBox.js";
import { attributeValues, type AttributeMeanings, type AttributeValues } from "./attributeValues.js";
import type { DraftAnnotation } from "./cocoDraft.js";
import type { Outline } from "./outline.js";
import type { PageFrame } from "./pageFrame.js";
import { shownValue } from "./shownValue.js";
import { wholePixels } from "./wholePixels.js";

/** A panel, character or balloon of a page, in page pixels. */
export interface CocoItem {
  readonly role: Exclude<AnnotationRole, "other">;
  readonly annotation: DraftAnnotation;
  readonly box: WholeBox;
  /** As annotated, not cut at the page. */
  readonly outline: Outline | null;
  readonly source: CharacterRecord["box_source"];
  readonly values: AttributeValues;
  readonly isCrowd: boolean;
}

export interface ItemRead {
  /** Null: left out, and a problem says why. */
  readonly item: CocoItem | null;
  readonly problems: readonly ImportProblem[];
}

type Frame = Extract<PageFrame, { kind: "frame" }>;

const scaledBox = ([x1, y1, x2, y2]: Box, [x, y]: Frame["scale"]): Box => [x1 * x, y1 * y, x2 * x, y2 * y];

function scaledOutline(outline: Outline, [x, y]: Frame["scale"]): Outline {
  if (x === 1 && y === 1) return outline;
  return outline.map(polygon => polygon.map((value, at) => value * (at % 2 === 0 ? x : y)));
}

const isSet = (flag: unknown) => flag === 1 || flag === true || flag === "1";

/** What is told of attributes: values that do not fit, and that there are none where the mapping waits for some. */
function attributeProblems(
  values: AttributeValues,
  meanings: AttributeMeanings,
): readonly (readonly [ImportProblem["code"], string | null])[] {
  if (!values.isThere) return meanings.length === 0 ? [] : [["no-attributes", null]];
  return values.bad.map(detail => ["bad-attribute", detail] as const);
}

/** Reads one annotation of a page: where it is and what its attributes say. */
export function cocoItem(
  annotation: DraftAnnotation,
  role: CocoItem["role"],
  { annotated, scale, image }: Frame,
  meanings: AttributeMeanings,
): ItemRead {
  const { file, id, value } = annotation;
  const tell = (
    code: ImportProblem["code"],
    effect: ImportProblem["effect"],
    detail: string | null,
  ): ImportProblem => ({
    file,
    annotation_id: id,
    code,
    effect,
    detail,
  });
  const { box, source, outline, notes } = annotationBox(value, annotated);
  if (box === null) return { item: null, problems: notes.map(({ code, detail }) => tell(code, "left-out", detail)) };
  const whole = wholePixels(scaledBox(box, scale), image);
  if (whole.kind === "outside") return { item: null, problems: [tell("box-outside", "left-out", shownValue(box))] };
  const values = attributeValues(value.attributes, meanings);
  const problems = [
    ...notes.map(({ code, effect, detail }) => tell(code, effect, detail)),
    ...(whole.kind === "cut" ? [tell("box-outside", "repaired", shownValue(box))] : []),
    ...attributeProblems(values, meanings).map(([code, detail]) => tell(code, "noted", detail)),
  ];
  const shape = outline === null ? null : scaledOutline(outline, scale);
  const isCrowd = isSet(value.iscrowd);
  return { item: { role, annotation, box: whole.box, outline: shape, source, values, isCrowd }, problems };
}
