import { answerConsensus } from "./answerConsensus.js";
import { boxConsensus, isSameBoxes, type BoxConsensus } from "./boxConsensus.js";
import type { FactView } from "./factView.js";
import type { RolloutFacts } from "./rolloutFacts.js";

/** A question whose rollouts agree with each other and not with what the dataset says. */
export interface SuspectQuestion {
  readonly question: number;
  /** `box`: they look at one place, and it is not the target; `answer`: they give one answer, and it is not the right one. */
  readonly kind: "box" | "answer";
  /** The rollouts that agree, as indexes into the view. */
  readonly indexes: readonly number[];
  /** Boxes: mean IoU of the rollouts' boxes with each other. Answers: share of the rollouts that give the common answer. */
  readonly agreement: number;
  /** Boxes: mean over rollouts of the best IoU with any target. Answers: share of rollouts that give the expected answer. */
  readonly withTarget: number;
}

/** Rollouts of a question that are looked at, the latest ones: they are compared pair by pair. */
const mostRollouts = 64;
/** A place that rollouts of so many other pages look at too is a habit of the model, and says nothing about a target. */
const habit = { pages: 3, share: 0.2 } as const;

interface Found {
  readonly question: number;
  readonly consensus: BoxConsensus;
  readonly first: RolloutFacts;
}

function indexesByQuestion(view: FactView): ReadonlyMap<number, readonly number[]> {
  const byQuestion = new Map<number, number[]>();
  for (let i = 0; i < view.count; i++) {
    const list = byQuestion.get(view.questionOf(i));
    if (list === undefined) byQuestion.set(view.questionOf(i), [i]);
    else list.push(i);
  }
  return byQuestion;
}

const pageOf = ({ pageKey, question }: RolloutFacts) => pageKey ?? `question ${question}`;

/** Whether rollouts of many other pages look at the same place, in pixels or as a part of the page. */
function isHabit(one: Found, all: readonly Found[]): boolean {
  const others = all.filter(other => pageOf(other.first) !== pageOf(one.first));
  const same = others.filter(other => isSameBoxes(one.consensus, other.consensus));
  const pages = new Set(same.map(({ first }) => pageOf(first)));
  return pages.size >= habit.pages && same.length >= habit.share * others.length;
}

/**
 * Questions whose targets or answers are in doubt, the ones agreed on most first.
 *
 * By boxes: four rollouts or more, and three in five of those that zoom, have boxes with a mean IoU of 0.6 and more with
 * each other; the best IoU of each with any target is at most 0.2 on average, and neither lies inside the other. Crops of
 * nearly the whole page do not count, and neither does a place that rollouts look at on many other pages.
 * By answers: four rollouts or more, and four in five of the question's, give the same answer, which is not the expected
 * one, and had the targets in view where targets are known.
 */
export function suspectTargets(view: FactView): readonly SuspectQuestion[] {
  const found: Found[] = [];
  const suspects: SuspectQuestion[] = [];
  for (const [question, indexes] of indexesByQuestion(view)) {
    const rollouts = indexes.slice(-mostRollouts).map(index => ({ index, facts: view.at(index) }));
    const [first] = rollouts;
    const consensus = boxConsensus(rollouts);
    if (first !== undefined && consensus !== null) found.push({ question, consensus, first: first.facts });
    const answer = answerConsensus(rollouts);
    if (answer !== null) suspects.push({ question, kind: "answer", ...answer });
  }
  for (const one of found) {
    const { isOffTarget, indexes, agreement, withTarget } = one.consensus;
    if (isOffTarget && !isHabit(one, found))
      suspects.push({ question: one.question, kind: "box", indexes, agreement, withTarget });
  }
  return suspects.sort((a, b) => b.agreement - b.withTarget - (a.agreement - a.withTarget));
}
