import type { Box } from "../../page/box.js";
import type { Random } from "../random.js";
import type { MadeAnnotation, MadeRuns } from "./madeAnnotation.js";

const cents = (value: number) => Math.round(value * 100) / 100;

/** A box as a hand draws it: inside the whole pixels by less than half of one, so that rounding outwards gives them back. */
function drawnBox(random: Random, [x1, y1, x2, y2]: Box): Box {
  const slip = () => random.range(0.05, 0.45);
  return [cents(x1 + slip()), cents(y1 + slip()), cents(x2 - slip()), cents(y2 - slip())];
}

const numbers = ([x1, y1, x2, y2]: Box): MadeAnnotation["bbox"] => [
  cents(x1),
  cents(y1),
  cents(x2 - x1),
  cents(y2 - y1),
];

const rectangle = ([x1, y1, x2, y2]: Box): readonly number[] => [x1, y1, x2, y1, x2, y2, x1, y2].map(cents);

/** Corners on the ellipse in a box; as many as four divides, so that they touch all its sides. */
function ellipse([x1, y1, x2, y2]: Box, corners: number): readonly number[] {
  const [cx, cy] = [(x1 + x2) / 2, (y1 + y2) / 2];
  return Array.from({ length: corners }, (_, at) => {
    const angle = (2 * Math.PI * at) / corners;
    return [cents(cx + ((x2 - x1) / 2) * Math.cos(angle)), cents(cy + ((y2 - y1) / 2) * Math.sin(angle))];
  }).flat();
}

/** Two parts of one box with a strip between them, as where something stands before the object. */
function halves([x1, y1, x2, y2]: Box): readonly (readonly number[])[] {
  const middle = y1 + (y2 - y1) * 0.55;
  return [rectangle([x1, y1, x2, middle - 1]), rectangle([x1, middle + 1, x2, y2])];
}

/** Run lengths of a box of whole pixels on a page, down the columns, zeros first. */
function runs([x1, y1, x2, y2]: Box, size: MadeRuns["size"]): readonly number[] {
  const [height, width] = size;
  const tall = y2 - y1;
  const columns = Array.from({ length: x2 - x1 }, (_, at) => [
    at === 0 ? x1 * height + y1 : height - tall,
    tall,
  ]).flat();
  return [...columns, width * height - (x2 - 1) * height - y2];
}

/** Shapes as annotators draw and CVAT writes them. Boxes in page pixels. */
export const madeShapes = { drawnBox, numbers, rectangle, ellipse, halves, runs };
