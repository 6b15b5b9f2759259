import type { Box } from "../../page/box.js";
import type { BalloonDescription, FigureDescription } from "../pageDescription.js";
import type { Random } from "../random.js";
import type { AnnotatedPage } from "./planAnnotatedPages.js";
import type { MadeAnnotation, MadeAttributes } from "./madeAnnotation.js";
import { madeShapes } from "./madeShapes.js";

/** What stands in a balloon, its lines as one. */
export const balloonText = ({ lines }: BalloonDescription): string => lines.join(" ");

/** The whole pixels that a balloon's outline touches, on its page. */
export function balloonBox({ box: [x1, y1, x2, y2] }: BalloonDescription, { description }: AnnotatedPage): Box {
  return [
    Math.max(0, Math.floor(x1)),
    Math.max(0, Math.floor(y1)),
    Math.min(description.width, Math.ceil(x2)),
    Math.min(description.height, Math.ceil(y2)),
  ];
}

/** Every fourth page has no words, every other one no order of balloons: then a model or the panels say it. */
function attributesOf(page: AnnotatedPage, balloon: BalloonDescription, order: number): MadeAttributes {
  return {
    occluded: false,
    ...(page.number % 4 === 3 ? {} : { Text: balloonText(balloon) }),
    ...(page.number % 2 === 0 ? { "Balloon order": order + 1 } : {}),
  };
}

/** One balloon as it would be annotated. `order`: from 0, over its page. */
export function annotateBalloon(
  key: string,
  page: AnnotatedPage,
  balloon: BalloonDescription,
  order: number,
  random: Random,
): MadeAnnotation {
  const [x1, y1, x2, y2] = madeShapes.drawnBox(random, balloonBox(balloon, page));
  const turn = page.number + order;
  return {
    key,
    category: balloon.kind === "thought" ? "Thought Bubble" : "Comic Bubble",
    bbox: madeShapes.numbers([x1, y1, x2, y2]),
    segmentation: turn % 9 === 4 ? [] : [madeShapes.ellipse([x1, y1, x2, y2], 32)],
    isCrowd: false,
    attributes: attributesOf(page, balloon, order),
    isStray: false,
  };
}

/** The tail of a balloon as a balloon of its own: a wedge from its lower edge towards the speaker. */
export function annotateTail(key: string, balloon: BalloonDescription, speaker: FigureDescription): MadeAnnotation {
  const [x1, y1, x2, y2] = balloon.box;
  const [width, height] = [x2 - x1, y2 - y1];
  const middle = (x1 + x2) / 2;
  const base = y2 - height * 0.02;
  const tip = [middle + Math.sign(speaker.head[0] - middle) * width * 0.08, y2 + height * 0.22] as const;
  const corners = [middle - width * 0.05, base, middle + width * 0.05, base, ...tip].map(
    value => Math.round(value * 100) / 100,
  );
  const xs = corners.filter((_, at) => at % 2 === 0);
  const ys = corners.filter((_, at) => at % 2 === 1);
  const box: Box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  return {
    key,
    category: "Comic Bubble",
    bbox: madeShapes.numbers(box),
    segmentation: [corners],
    isCrowd: false,
    attributes: { occluded: false },
    isStray: false,
  };
}
