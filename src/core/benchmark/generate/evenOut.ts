import type { QuestionDraft, SplitDraft } from "./questionDraft.js";
import { byRank } from "../rankOf.js";

/** Largest share by which an answer may be more or less frequent than each should be. */
const mostDeviation = 0.01;

/** Choice drafts of one task kind and split, all with as many options. */
export type DraftGroup = readonly SplitDraft[];

export interface EvenGroup {
  readonly kept: DraftGroup;
  readonly dropped: number;
  /** False where there are fewer questions than options, so that no arrangement is even. */
  readonly isEven: boolean;
}

const idOf = ({ draft }: SplitDraft) => draft.id;
const truthOf = ({ answer }: QuestionDraft) => (answer.kind === "choice" ? (answer.truth ?? "") : "");

/** As many of each truth: what is over is dropped by the seed. */
function evenTruths(group: DraftGroup, seed: number): DraftGroup {
  const truths = new Map<string, SplitDraft[]>();
  for (const one of group) {
    const own = truths.get(truthOf(one.draft)) ?? [];
    own.push(one);
    truths.set(truthOf(one.draft), own);
  }
  const isPlain = truths.size === 1 && truths.has("");
  // A question of two truths of which one is missing can be answered without looking.
  const least = isPlain ? Infinity : truths.size === 1 ? 0 : Math.min(...[...truths.values()].map(own => own.length));
  if (group.length === 0 || least === Infinity) return group;
  const kept = new Set([...truths.values()].flatMap(own => byRank(own, idOf, seed, "balance").slice(0, least)));
  return group.filter(one => kept.has(one));
}

/** How far the most frequent or the rarest answer of `count` questions is from its share when labels are dealt evenly. */
function deviation(count: number, options: number): number {
  const rest = count % options;
  if (rest === 0) return 0;
  return Math.max(options - rest, rest) / options / count;
}

/**
 * The questions of a group that answers can be dealt to within one per cent: the truths in equal numbers, and as many
 * questions that labels come out even. What is over is dropped by the seed; a group too small for that is kept.
 */
export function evenOut(group: DraftGroup, options: number, seed: number): EvenGroup {
  const even = evenTruths(group, seed);
  const rest = deviation(even.length, options) <= mostDeviation ? 0 : even.length % options;
  if (even.length < options) return { kept: even, dropped: group.length - even.length, isEven: even.length === 0 };
  const over = new Set(byRank(even, idOf, seed, "rest").slice(0, rest));
  const kept = even.filter(one => !over.has(one));
  return { kept, dropped: group.length - kept.length, isEven: true };
}
