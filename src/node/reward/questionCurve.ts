import { addTo, emptyTally, meanAt, type Tally } from "../../core/compare/tally.js";
import type { QuestionPoint } from "../../protocol/reward/compareApi.js";
import type { FactSet } from "./factSource.js";

const meanOf = (tally: Tally) => (tally.counts[0] === 0 ? null : meanAt(tally, 0));

function pointOf({ view }: FactSet, step: number | null, indexes: readonly number[]): QuestionPoint {
  const [score, all, first, second] = [emptyTally(1), emptyTally(1), emptyTally(1), emptyTally(1)];
  for (const index of indexes) {
    addTo(score, 0, view.scoreOf(index));
    for (let call = 0; call < view.callsOf(index); call++) addTo(all, 0, view.iouOf(index, call));
    addTo(first, 0, view.iouOf(index, 0));
    addTo(second, 0, view.iouOf(index, 1));
  }
  return {
    step,
    rollouts: indexes.length,
    right: indexes.filter(index => view.outcomeOf(index) === "correct").length,
    score: meanOf(score),
    meanIou: meanOf(all),
    firstIou: meanOf(first),
    secondIou: meanOf(second),
  };
}

/** One question at each step of a set that has it. IoUs are over zoom calls. */
export function questionCurve(facts: FactSet, key: string): readonly QuestionPoint[] {
  const { view } = facts;
  // A key is looked up once for each question, not for each of its rollouts.
  const isAsked = new Map<number, boolean>();
  const asks = (question: number) => {
    const known = isAsked.get(question) ?? facts.questionKeyOf(question) === key;
    isAsked.set(question, known);
    return known;
  };
  return facts.steps.flatMap(({ step, indexes }) => {
    const own = [...indexes].filter(index => asks(view.questionOf(index)));
    return own.length === 0 ? [] : [pointOf(facts, step, own)];
  });
}
