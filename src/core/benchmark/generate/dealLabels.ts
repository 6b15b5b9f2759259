import { rankOf, byRank } from "../rankOf.js";
import type { QuestionDraft, SplitDraft } from "./questionDraft.js";

const idOf = ({ id }: QuestionDraft) => id;

function cellsOf(group: readonly SplitDraft[]): readonly (readonly QuestionDraft[])[] {
  const cells = new Map<string, QuestionDraft[]>();
  for (const { draft } of group) {
    const truth = draft.answer.kind === "choice" ? (draft.answer.truth ?? "") : "";
    const cell = cells.get(truth) ?? [];
    cell.push(draft);
    cells.set(truth, cell);
  }
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

/** How often each place is dealt to drafts `from` to `to`, so that all that were dealt so far differ by one at most. */
function quotas(from: number, to: number, options: number): readonly number[] {
  const upTo = (count: number, place: number) => Math.floor((count + options - 1 - place) / options);
  return Array.from({ length: options }, (_, place) => upTo(to, place) - upTo(from, place));
}

function deal(
  cell: readonly QuestionDraft[],
  quota: readonly number[],
  seed: number,
): readonly (readonly [string, number])[] {
  const left = [...quota];
  const waiting: QuestionDraft[] = [];
  const dealt: (readonly [string, number])[] = [];
  for (const draft of byRank(cell, idOf, seed, "deal")) {
    const wished = Math.floor(rankOf(seed, "place", draft.id) * quota.length);
    const room = left[wished] ?? 0;
    if (room > 0) dealt.push([draft.id, wished]);
    else waiting.push(draft);
    if (room > 0) left[wished] = room - 1;
  }
  const free = left.flatMap((room, place) => Array.from({ length: room }, () => place));
  return [...dealt, ...waiting.map((draft, at) => [draft.id, free[at] ?? 0] as const)];
}

/**
 * The place of the right option of each question of a group, by its id: each place as often as any other, within one, also
 * among the questions of one truth. A question keeps the place that the seed gives it as far as that goes.
 */
export function dealLabels(group: readonly SplitDraft[], options: number, seed: number): ReadonlyMap<string, number> {
  const places: (readonly [string, number])[] = [];
  for (const cell of cellsOf(group))
    places.push(...deal(cell, quotas(places.length, places.length + cell.length, options), seed));
  return new Map(places);
}
