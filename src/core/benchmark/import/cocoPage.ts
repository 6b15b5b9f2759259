import type { ImportProblem } from "../importProblem.js";
import type { PageRecord } from "../pageRecord.js";
import type { CocoDraft } from "./cocoDraft.js";
import { cocoPageProblems } from "./cocoPageProblems.js";
import type { BesidePage, CocoReading } from "./cocoReading.js";
import { cocoRecord } from "./cocoRecord.js";
import { pageFrame } from "./pageFrame.js";
import { pageSaliency } from "./pageSaliency.js";
import { sortAnnotations } from "./sortAnnotations.js";
import { withoutDoubles } from "./withoutDoubles.js";
import { withoutTails } from "./withoutTails.js";

export interface CocoPageRead {
  /** Null: left out, and a problem says why. */
  readonly page: PageRecord | null;
  readonly problems: readonly ImportProblem[];
  /** Annotations of a category that no question is about. */
  readonly other: number;
  /** Annotations that are not in the page, but for those. */
  readonly leftOut: number;
  /** Annotations whose category the mapping does not name, by its name. */
  readonly unmapped: ReadonlyMap<string, number>;
}

/**
 * One page of a COCO set as a record. What the mapping does not say is not guessed: categories without a role are counted,
 * attributes without a meaning are passed over. Nothing is lost silently: annotations are in the page, of other
 * categories, or left out and told, one by one or with their page or category.
 */
export function cocoPage(draft: CocoDraft, beside: BesidePage, reading: CocoReading): CocoPageRead {
  const frame = pageFrame(draft.name, draft.size, beside.image, reading.keepsPagesWithoutImage);
  const count = draft.annotations.length;
  if (frame.kind === "left-out")
    return {
      page: null,
      problems: cocoPageProblems(draft, frame, null),
      other: 0,
      leftOut: count,
      unmapped: new Map(),
    };
  const { items, problems, other, unmapped, leftOut } = sortAnnotations(draft, frame, reading.mapping);
  const single = withoutDoubles(items);
  const { kept, problems: tails } = withoutTails(single.kept);
  const saliency = pageSaliency(beside.saliency, frame.image);
  const panels = kept.filter(({ role }) => role === "panel");
  return {
    page: cocoRecord(draft, frame, kept, saliency.path, reading, leftOut),
    problems: [
      ...cocoPageProblems(draft, frame, panels),
      ...saliency.problems,
      ...problems,
      ...single.problems,
      ...tails,
    ],
    other,
    leftOut: count - kept.length - other,
    unmapped,
  };
}
