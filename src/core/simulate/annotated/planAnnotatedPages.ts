import type { Size } from "../../page/size.js";
import { describePage } from "../describePage.js";
import type { PageDescription } from "../pageDescription.js";
import { makeRandom } from "../random.js";
import type { PageTruth } from "./annotationTruth.js";

/** A page of the set and where it belongs. */
export interface AnnotatedPage {
  /** From 0, over the whole set. */
  readonly number: number;
  readonly file_name: string;
  readonly split: PageTruth["split"];
  readonly issue_id: string;
  /** Its number within its issue. */
  readonly index: number;
  readonly description: PageDescription;
}

/** Page by page and not by issue, as AI4VA was split: pages of one issue stand on both sides. */
const splits = ["train", "train", "val", "train", "train", "train", "test", "train", "train"] as const;

/** In units of the height: AI4VA's pages are upright and mostly of one shape. */
const shapes: readonly Size[] = [
  { width: 0.744, height: 1 },
  { width: 0.739, height: 1 },
  { width: 0.71, height: 1.12 },
];

/** A week later, every issue. */
function dateOf(issue: number): string {
  const day = new Date(Date.UTC(1954, 11, 12 + 7 * issue));
  const two = (value: number) => String(value).padStart(2, "0");
  return `${day.getUTCFullYear()}_${two(day.getUTCMonth() + 1)}_${two(day.getUTCDate())}`;
}

/** Pages an issue has, from two to five. */
const issueSizes = (seed: number) => {
  const random = makeRandom(seed, "issues");
  return () => 2 + random.int(4);
};

/**
 * The pages of a made-up annotated set: two to five of an issue one after another, their splits page by page. `height` is
 * about that of a page in pixels.
 */
export function planAnnotatedPages(seed: number, count: number, height: number): readonly AnnotatedPage[] {
  const nextSize = issueSizes(seed);
  let [issue, left, index] = [0, nextSize(), 27];
  return Array.from({ length: count }, (_, number) => {
    if (left === 0) [issue, left, index] = [issue + 1, nextSize(), 27];
    const issueId = `Invented_${String(500 + issue).padStart(4, "0")}_${dateOf(issue)}`;
    const shape = shapes[number % shapes.length] ?? { width: 0.744, height: 1 };
    const size = { width: Math.round(shape.width * height), height: Math.round(shape.height * height) };
    const page: AnnotatedPage = {
      number,
      file_name: `${issueId}-${String(index).padStart(2, "0")}.png`,
      split: splits[number % splits.length] ?? "train",
      issue_id: issueId,
      index,
      description: describePage(seed, size, number),
    };
    left--;
    index++;
    return page;
  });
}
