import type { Box } from "../../page/box.js";
import { iou } from "../../page/iou.js";
import type { Size } from "../../page/size.js";
import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import type { ImportProblem } from "../importProblem.js";
import type { CharacterRecord } from "../pageRecord.js";
import { polygonArea } from "./outlineArea.js";
import type { Outline, Polygon } from "./outline.js";
import { outlineBox } from "./outlineBox.js";
import { decompressCounts, runBox } from "./runBox.js";
import { shownValue } from "./shownValue.js";

/** What is to be told of an annotation's geometry. */
export interface BoxNote {
  readonly code: ImportProblem["code"];
  readonly effect: "repaired" | "noted";
  readonly detail: string | null;
}

/** Where an annotation is, in the pixels that it counts in; `box` is null when nothing of it says so. */
export interface AnnotationBox {
  readonly box: Box | null;
  readonly source: CharacterRecord["box_source"];
  /** Only of an outline of polygons. */
  readonly outline: Outline | null;
  readonly notes: readonly BoxNote[];
}

/** What a segmentation gives. `told`: something of it is to be told. */
interface Segmented {
  readonly box: Box | null;
  readonly source: "polygon" | "rle";
  readonly outline: Outline | null;
  readonly told: Pick<BoxNote, "code" | "detail"> | null;
}

const nothing = (code: ImportProblem["code"], detail: string | null): Segmented => ({
  box: null,
  source: "polygon",
  outline: null,
  told: { code, detail },
});

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isFlat = (value: unknown): value is number[] => Array.isArray(value) && value.every(isNumber);
const isPolygon = (value: unknown): value is Polygon =>
  isFlat(value) && value.length >= 6 && value.length % 2 === 0 && polygonArea(value) > 0;

function fromPolygons(given: readonly unknown[]): Segmented {
  if (given.length === 0) return nothing("empty-segmentation", null);
  // Some exporters forget the outer list where an object has one polygon.
  const parts = isFlat(given) ? [given] : given;
  const outline = parts.filter(isPolygon);
  const bad = parts.length - outline.length;
  const told = bad === 0 ? null : ({ code: "bad-polygon", detail: `${bad} of ${parts.length}` } as const);
  return { box: outlineBox(outline), source: "polygon", outline, told };
}

/** The counts of a run-length mask, in either of COCO's forms; null for anything else. */
function countsOf(counts: unknown) {
  if (typeof counts === "string") return decompressCounts(counts);
  return Array.isArray(counts) ? ({ kind: "read", value: counts as readonly unknown[] } as const) : null;
}

function fromRuns({ size, counts }: JsonObject, page: Size): Segmented {
  const [height, width] = Array.isArray(size) ? (size as readonly unknown[]) : [];
  if (height !== page.height || width !== page.width)
    return nothing("bad-rle", `size ${shownValue(size)}, of a page of ${page.width} × ${page.height}`);
  const read = countsOf(counts);
  if (read === null) return nothing("bad-rle", `counts ${shownValue(counts)}`);
  if (read.kind === "bad") return nothing("bad-rle", read.reason);
  const mask = runBox(read.value, page);
  if (mask.kind === "bad") return nothing("bad-rle", mask.reason);
  return mask.value === null
    ? nothing("empty-segmentation", "an empty mask")
    : { box: mask.value, source: "rle", outline: null, told: null };
}

function fromSegmentation(segmentation: unknown, page: Size): Segmented {
  if (segmentation === undefined || segmentation === null)
    return { box: null, source: "polygon", outline: null, told: null };
  if (Array.isArray(segmentation)) return fromPolygons(segmentation);
  if (isJsonObject(segmentation) && "counts" in segmentation) return fromRuns(segmentation, page);
  return nothing("bad-polygon", shownValue(segmentation));
}

/** COCO's x, y, width, height as corners; null when it is none. */
function fromNumbers(bbox: unknown): Box | null {
  if (!isFlat(bbox) || bbox.length !== 4) return null;
  const [x = NaN, y = NaN, width = NaN, height = NaN] = bbox;
  return width > 0 && height > 0 ? [x, y, x + width, y + height] : null;
}

/** Less agreement than this between outline and box is no rounding: one of the two is of something else. */
const leastAgreement = 0.5;

/** What is to be told of numbers beside a box that was found by another way. */
function besideNumbers(box: Box, bbox: unknown, numbers: Box | null): readonly BoxNote[] {
  if (bbox === undefined || bbox === null) return [];
  if (numbers === null) return [{ code: "no-box", effect: "repaired", detail: `bbox ${shownValue(bbox)}` }];
  const agreement = iou(box, numbers);
  if (agreement >= leastAgreement) return [];
  return [{ code: "bad-polygon", effect: "noted", detail: `agrees with bbox by ${agreement.toFixed(2)} only` }];
}

/**
 * Where an annotation is: the box around its outline or mask, else its own `bbox` (x, y, width, height). An object of
 * several polygons is one box. `page` is the size that the annotations count in.
 */
export function annotationBox(annotation: JsonObject, page: Size): AnnotationBox {
  const bbox = annotation["bbox"];
  const numbers = fromNumbers(bbox);
  const { box, source, outline, told } = fromSegmentation(annotation["segmentation"], page);
  const repaired: readonly BoxNote[] = told === null ? [] : [{ ...told, effect: "repaired" }];
  if (box !== null) return { box, source, outline, notes: [...repaired, ...besideNumbers(box, bbox, numbers)] };
  if (numbers !== null) return { box: numbers, source: "bbox", outline: null, notes: repaired };
  const why = [...repaired.map(({ code }) => code), `bbox ${shownValue(bbox)}`].join(", ");
  return { box: null, source: "bbox", outline: null, notes: [{ code: "no-box", effect: "noted", detail: why }] };
}
