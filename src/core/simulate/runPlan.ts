import type { Size } from "../page/size.js";
import type { Behaviour } from "./behaviour.js";
import { describePage } from "./describePage.js";
import { describeQuestions } from "./describeQuestions.js";
import type { PageDescription } from "./pageDescription.js";
import { makeRandom } from "./random.js";
import type { SimulatedQuestion } from "./simulatedQuestion.js";

/** A page of a run and the file that it is kept in. */
export interface PlannedPage {
  readonly page: PageDescription;
  /** Relative to the run's folder: `pages/page-001.png`. */
  readonly file: string;
  /**
   * EXIF orientation written into a JPEG, or null. The pixels are upright as stored: only a program that obeys the tag
   * turns them, and trainers do not.
   */
  readonly orientation: number | null;
}

/** Everything that a run is written from. */
export interface RunPlan {
  readonly seed: number;
  readonly steps: number;
  readonly behaviour: Behaviour;
  readonly pages: readonly PlannedPage[];
  /** In the order of training: `promptsPerStep` a step, each asked once. */
  readonly training: readonly SimulatedQuestion[];
  readonly validation: readonly SimulatedQuestion[];
  /** Names the random streams of the rollouts: a resumed run samples others. */
  readonly attempt: string;
}

export const promptsPerStep = 16;
export const rolloutsPerPrompt = 8;
export const validationSize = 64;
export const validationEvery = 10;
/** Steps that a run can grow by after it was written. */
export const growthSteps = 60;

const fewestPages = 28;
const validationPages = 6;

/**
 * In pixels. Sides are multiples of 28, so that smart_resize with Qwen2.5-VL's limits leaves the page as it is and
 * page pixels are model pixels, but for 3000 x 4200, 1700 x 2300 and 2900 x 2100: there the two differ by a few pixels.
 */
const sizes: readonly Size[] = [
  { width: 1708, height: 2296 },
  { width: 1988, height: 2800 },
  { width: 2800, height: 1960 },
  { width: 1400, height: 1960 },
  { width: 3000, height: 4200 },
  { width: 2240, height: 3136 },
  { width: 2240, height: 2240 },
  { width: 1700, height: 2300 },
  { width: 2996, height: 1064 },
  { width: 1820, height: 2576 },
  { width: 2492, height: 3500 },
  { width: 2900, height: 2100 },
];

/** The page that carries an EXIF orientation; pages of every third number are JPEG. */
const turnedPage = 5;

function planPage(seed: number, index: number): PlannedPage {
  const size = sizes[index % sizes.length] ?? { width: 1708, height: 2296 };
  const page = describePage(seed, size, index);
  const extension = index % 3 === 2 ? "jpg" : "png";
  return { page, file: `pages/${page.id}.${extension}`, orientation: index === turnedPage ? 6 : null };
}

const questionsOf = ({ page, file }: PlannedPage, seed: number, split: SimulatedQuestion["split"]) =>
  describeQuestions(page, { image: file, split, seed });

/**
 * Plans a run: pages, and questions shuffled over them. Validation has pages of its own, so that nothing is asked of a
 * page that was trained on. There are as many pages as the steps need, growth included.
 */
export function planRun(seed: number, steps: number, behaviour: Behaviour): RunPlan {
  const needed = (steps + growthSteps) * promptsPerStep;
  const pages: PlannedPage[] = [];
  const training: SimulatedQuestion[] = [];
  const validation: SimulatedQuestion[] = [];
  while (pages.length < fewestPages || training.length < needed || validation.length < validationSize) {
    const planned = planPage(seed, pages.length);
    // Every fourth page is held out until there are enough of them.
    const heldOut = pages.length % 4 === 3 && pages.length / 4 < validationPages;
    pages.push(planned);
    if (heldOut) validation.push(...questionsOf(planned, seed, "validation"));
    else training.push(...questionsOf(planned, seed, "train"));
  }
  const random = makeRandom(seed, "order");
  return {
    seed,
    steps,
    behaviour,
    pages,
    training: random.shuffle(training).slice(0, needed),
    validation: random.shuffle(validation).slice(0, validationSize),
    attempt: "first",
  };
}
