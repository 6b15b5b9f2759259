import type { Box } from "../page/box.js";
import type { Size } from "../page/size.js";
import type { PageDescription } from "./pageDescription.js";
import type { Random } from "./random.js";
import type { SimulatedQuestion } from "./simulatedQuestion.js";

/** A place that the policy wants to see: in words and in page pixels. */
export interface Region {
  readonly words: string;
  readonly box: Box;
}

/** Errors that the rollouts of a group share, as those of one model reading one page do: parts of a region's sides. */
export type SharedError = Box;

const wordsFor = (page: PageDescription, box: Box): string => {
  const panel = page.panels.find(candidate => candidate.box.every((value, index) => value === box[index]));
  return panel?.place ?? "this part";
};

/** Where the policy looks next. With `skill` (0 to 1) it picks targets that it has not seen yet; without, what draws the eye. */
export function chooseRegion(
  random: Random,
  question: SimulatedQuestion,
  page: PageDescription,
  seen: readonly string[],
  skill: number,
): Region {
  const targets = question.targets.map(({ box }) => ({ words: wordsFor(page, box), box }));
  const left = targets.filter(({ words }) => !seen.includes(words));
  if (random.chance(0.34 + 0.62 * skill)) return random.pick(left.length > 0 ? left : targets);
  const roll = random.uniform();
  const mark = question.marks.length > 0 ? random.pick(question.marks) : null;
  if (roll < 0.35 && mark !== null) return { words: `the character marked ${mark.label}`, box: mark.box };
  if (roll < 0.85) {
    const panel = random.pick(page.panels);
    return { words: panel.place, box: panel.box };
  }
  return { words: "the whole page", box: [0, 0, page.width, page.height] };
}

/** The box that the policy writes for a region: off by shared and own errors that shrink with skill, in whole page pixels. */
export function boxAround(random: Random, { box }: Region, shared: SharedError, skill: number): Box {
  const [width, height] = [box[2] - box[0], box[3] - box[1]];
  const size = 0.15 * (1 - skill) + 0.014;
  const off = (edge: 0 | 1 | 2 | 3, side: number) =>
    Math.round(box[edge] + side * size * (0.75 * shared[edge] + 0.65 * random.normal()));
  return [off(0, width), off(1, height), off(2, width), off(3, height)];
}

/** Boxes that a tool refuses or changes: inverted, too thin, beside the page, tiny, over the edge. */
export function oddBox(random: Random, [x1, y1, x2, y2]: Box, page: Size): Box {
  const [x, y] = [Math.round((x1 + x2) / 2), Math.round((y1 + y2) / 2)];
  const odd: readonly Box[] = [
    [x2, y2, x1, y1],
    [0, Math.max(0, y - 4), page.width, Math.max(0, y - 4) + 6],
    [page.width + 40, y1, page.width + 40 + (x2 - x1), y2],
    [x, y, x + 14, y + 18],
    [x, y, x, y2],
    [x1 - Math.round(page.width * 0.08), y1, x2, y2],
    [x1, y1, page.width + Math.round(page.width * 0.1), page.height + Math.round(page.height * 0.06)],
  ];
  return random.pick(odd);
}
