import { actionPhrases } from "../figureAction.js";
import type { FigureDescription } from "../pageDescription.js";
import type { Random } from "../random.js";
import type { AnnotatedPage } from "./planAnnotatedPages.js";
import type { MadeAnnotation, MadeAttributes } from "./madeAnnotation.js";
import { madeShapes } from "./madeShapes.js";

/** How a page's annotators named its characters: by letters, by numbers, or not at all. */
export function identityName({ number }: AnnotatedPage, member: number): string | number | null {
  if (number % 8 === 6) return null;
  return number % 3 === 0 ? `Character ${String.fromCharCode(65 + member)}` : member + 1;
}

/** On every second page nobody is left unnamed: a character that nobody else could be can be counted. */
const namesEveryone = ({ number }: AnnotatedPage) => number % 2 === 1;

/** The two depths, held back in the test split and here and there forgotten. */
function depths(page: AnnotatedPage, figure: FigureDescription, turn: number, random: Random): MadeAttributes {
  const intra = random.int(15);
  if (page.split === "test") return {};
  if (turn % 13 === 6) return { Intradepth: intra };
  // A scale that is ordinal, written as what the tool had at hand.
  const inter = turn % 5 === 2 ? `${figure.depth}.0` : figure.depth;
  return { Interdepth: turn % 13 === 9 ? null : inter, Intradepth: turn % 6 === 1 ? intra + 0.5 : intra };
}

function attributesOf(
  page: AnnotatedPage,
  figure: FigureDescription,
  turn: number,
  random: Random,
): MadeAttributes | null {
  const identity = identityName(page, figure.member);
  if (turn % 11 === 5) return namesEveryone(page) && identity !== null ? { Identity: identity } : null;
  return {
    occluded: false,
    ...depths(page, figure, turn, random),
    Action: turn % 19 === 9 ? null : turn % 23 === 11 ? "__undefined__" : actionPhrases[figure.action],
    ...(identity === null ? {} : { Identity: identity }),
  };
}

/** `turn` counts figures over the page and shifts with it, so that every irregularity falls on some figure. */
function outlineOf(
  drawn: MadeAnnotation["bbox"],
  box: FigureDescription["box"],
  turn: number,
): MadeAnnotation["segmentation"] {
  if (turn % 17 === 8) return [];
  const [x, y, width, height] = drawn;
  const corners = [x, y, x + width, y + height] as const;
  if (turn % 7 === 3 && box[3] - box[1] > 8) return madeShapes.halves(corners);
  return [madeShapes.ellipse(corners, 24)];
}

/** One figure as it would be annotated. */
export function annotateFigure(
  key: string,
  page: AnnotatedPage,
  figure: FigureDescription,
  turn: number,
  random: Random,
): MadeAnnotation {
  const bbox = madeShapes.numbers(madeShapes.drawnBox(random, figure.box));
  return {
    key,
    category: turn % 4 === 1 ? "Personnage secondaire" : "Person",
    bbox,
    segmentation: outlineOf(bbox, figure.box, turn),
    isCrowd: false,
    attributes: attributesOf(page, figure, turn, random),
    isStray: false,
  };
}
