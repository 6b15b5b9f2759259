import { iou } from "../../page/iou.js";
import type { QuestionEdit, ReviewEvent } from "../reviewEvent.js";
import { compareEvents } from "./compareEvents.js";
import type { ReviewerDecision, ReviewVerdict } from "./reviewerDecision.js";

/** Two people never drag a corner to the same pixel: boxes that overlap this much are the same box. */
const sameBox = 0.9;

/** What reviewers together make of a question. */
export type ReviewOutcome =
  | { readonly kind: "new" }
  | { readonly kind: "conflict"; readonly by: readonly string[] }
  | { readonly kind: ReviewVerdict; readonly by: readonly string[]; readonly edit: QuestionEdit };

type Targets = QuestionEdit["targets"];

function isSameTargets(a: Targets, b: Targets): boolean {
  if (a === undefined || b === undefined || a === null || b === null) return a === b;
  if (a.length !== b.length) return false;
  return a.every((target, i) => {
    const other = b[i];
    return other?.role === target.role && iou(target.box, other.box) >= sameBox;
  });
}

function isSameMarks({ mark_boxes: a }: QuestionEdit, { mark_boxes: b }: QuestionEdit): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((box, i) => b[i] !== undefined && iou(box, b[i]) >= sameBox);
}

const linesOf = (text: string | null | undefined) => text?.split("\n").map(line => line.trim());

const textsOf = ({ question, hint, answer, options, alternatives }: QuestionEdit): string =>
  JSON.stringify([
    ...[question?.trim(), linesOf(hint), answer],
    ...[options?.map(({ label, text }) => [label, text.trim()]), alternatives],
  ]);

const isSameEdit = (a: QuestionEdit, b: QuestionEdit): boolean =>
  textsOf(a) === textsOf(b) && isSameTargets(a.targets, b.targets) && isSameMarks(a, b);

/** Whether two reviewers say the same: the verdict and, where they edited, what the question becomes. */
export function isSameVerdict(a: ReviewerDecision, b: ReviewerDecision): boolean {
  return a.verdict === b.verdict && (a.verdict !== "edited" || isSameEdit(a.edit, b.edit));
}

/** By the moment of each reviewer's first verdict, then by name. */
function inOrder(decisions: readonly ReviewerDecision[]): readonly ReviewerDecision[] {
  const first = ({ firstAt, last }: ReviewerDecision): ReviewEvent => ({ ...last, id: "", at: firstAt ?? last.at });
  return [...decisions].sort((a, b) => compareEvents(first(a), first(b)) || (a.reviewer < b.reviewer ? -1 : 1));
}

/**
 * Puts the reviewers' decisions together. One reviewer's verdict holds; two that differ are a conflict, which a third
 * decides: what more than half say holds, and where nobody is joined by another, what the third said.
 */
export function reviewOutcome(decisions: readonly ReviewerDecision[]): ReviewOutcome {
  const final = inOrder(decisions.filter(({ verdict }) => verdict !== null));
  const groups: ReviewerDecision[][] = [];
  for (const decision of final) {
    const group = groups.find(([leader]) => leader !== undefined && isSameVerdict(leader, decision));
    if (group === undefined) groups.push([decision]);
    else group.push(decision);
  }
  const third = final[2];
  const holding =
    groups.find(({ length }) => length * 2 > final.length) ??
    (third === undefined ? undefined : groups.find(group => group.includes(third)));
  const leader = holding?.[0];
  if (holding === undefined || leader === undefined || leader.verdict === null) {
    return final.length === 0 ? { kind: "new" } : { kind: "conflict", by: final.map(({ reviewer }) => reviewer) };
  }
  return { kind: leader.verdict, by: holding.map(({ reviewer }) => reviewer), edit: leader.edit };
}
