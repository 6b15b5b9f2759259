import type { Box } from "../../page/box.js";
import type { Size } from "../../page/size.js";
import type { Outline } from "../import/outline.js";
import { shownValue } from "../import/shownValue.js";
import { wholePixels } from "../import/wholePixels.js";
import type { ImportProblem } from "../importProblem.js";
import type { WholeBox } from "../wholeBox.js";
import type { SourceObject } from "./sourcePage.js";

/** Where a page of a source lies: its pixels and how many of them the file counts as one. */
export interface ObjectFrame {
  readonly file: string;
  readonly stored: Size;
  readonly scale: readonly [x: number, y: number];
}

/** An object with the whole pixels that it takes on its stored page, and its corners there. */
export interface PlacedObject<T extends SourceObject> {
  readonly object: T;
  readonly box: WholeBox;
  readonly outline: Outline | null;
}

export interface PlacedObjects<T extends SourceObject> {
  readonly placed: readonly PlacedObject<T>[];
  readonly problems: readonly ImportProblem[];
}

const scaled = ([x1, y1, x2, y2]: Box, [across, down]: ObjectFrame["scale"]): Box => [
  x1 * across,
  y1 * down,
  x2 * across,
  y2 * down,
];

const scaledOutline = (outline: Outline, [across, down]: ObjectFrame["scale"]): Outline =>
  outline.map(polygon => polygon.map((value, at) => value * (at % 2 === 0 ? across : down)));

const lineOf = ({ line }: SourceObject): string => (line === null ? "" : `line ${line}: `);

/** Lays objects on their page. One without a box, off the page, or with the id of another is a problem and left out. */
export function placeObjects<T extends SourceObject>(
  objects: readonly T[],
  { file, stored, scale }: ObjectFrame,
  taken: Set<string>,
): PlacedObjects<T> {
  const placed: PlacedObject<T>[] = [];
  const problems: ImportProblem[] = [];
  for (const object of objects) {
    const tell = (code: ImportProblem["code"], effect: ImportProblem["effect"], what: string) =>
      problems.push({ file, annotation_id: object.written_id, code, effect, detail: `${lineOf(object)}${what}` });
    if (object.box === null) {
      tell("no-box", "left-out", "no corners that could be read");
      continue;
    }
    const whole = wholePixels(scaled(object.box, scale), stored);
    if (whole.kind === "outside") {
      tell("box-outside", "left-out", `${shownValue(object.box)} on ${stored.width} × ${stored.height}`);
      continue;
    }
    if (taken.has(object.id)) {
      tell("twice-the-id", "left-out", "the id stands on this page before");
      continue;
    }
    taken.add(object.id);
    if (whole.kind === "cut") tell("box-outside", "repaired", `${shownValue(object.box)} cut at the page's edge`);
    const outline = object.outline === null ? null : scaledOutline(object.outline, scale);
    placed.push({ object, box: whole.box, outline });
  }
  return { placed, problems };
}
