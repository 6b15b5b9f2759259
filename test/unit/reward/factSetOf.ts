import type { FactView } from "../../../src/core/reward/factView.js";
import type { RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import type { FactSet } from "../../../src/node/reward/factSource.js";
import type { RolloutSet } from "../../../src/protocol/reward/rolloutSet.js";

/** What plain facts do not say of themselves; everything has a default. */
export interface FactSetNames {
  readonly set?: RolloutSet;
  /** By question index; by default `q0`, `q1` … */
  readonly questions?: readonly string[];
  readonly taskKinds?: readonly string[];
  /** Task kind of each rollout, an index into `taskKinds`; by default unknown. */
  readonly taskKindOf?: (facts: RolloutFacts) => number;
  /** By file index; by default `/run/0.jsonl` … */
  readonly files?: readonly string[];
  readonly unread?: number;
}

const wholeRun: RolloutSet = { run: "/run", phase: "training", folder: null, from: null, to: null };

/** Indexes by key, keys in order of first appearance. */
function byKey<K>(facts: readonly RolloutFacts[], keyOf: (one: RolloutFacts) => K): Map<K, number[]> {
  const found = new Map<K, number[]>();
  facts.forEach((one, index) => {
    const list = found.get(keyOf(one));
    if (list === undefined) found.set(keyOf(one), [index]);
    else list.push(index);
  });
  return found;
}

function viewOf(facts: readonly RolloutFacts[], taskKindOf: (facts: RolloutFacts) => number): FactView {
  const pages = [...new Set(facts.map(({ pageKey }) => pageKey))].filter(key => key !== null);
  const at = (index: number): RolloutFacts => {
    const one = facts[index];
    if (one === undefined) throw new RangeError(`no rollout ${index}`);
    return one;
  };
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    count: facts.length,
    at,
    rewardAt: at,
    stepOf: index => at(index).step,
    groupOf: index => at(index).group,
    questionOf: index => at(index).question,
    outcomeOf: index => at(index).outcome,
    scoreOf: index => {
      const { total } = at(index).logged;
      if (total.kind === "number") return total.value;
      return total.kind === "infinity" ? total.sign * Infinity : NaN;
    },
    meanIouOf: index => mean(at(index).ious),
    callsOf: index => at(index).calls.length,
    iouOf: (index, call) => at(index).ious[call] ?? NaN,
    tokensOf: index => at(index).tokens ?? NaN,
    foundOf: index => at(index).found ?? NaN,
    pageOf: index => pages.indexOf(at(index).pageKey ?? ""),
    taskKindOf: index => taskKindOf(at(index)),
  };
}

/** A set of plain facts, as `FactSource.of` gives one. Rollouts are in file order; groups and steps are read from them. */
export function factSetOf(facts: readonly RolloutFacts[], names: FactSetNames = {}): FactSet {
  const groups = byKey(facts, ({ group }) => group);
  const steps = [...byKey(facts, ({ step }) => step)].sort(([a], [b]) => (a ?? 0) - (b ?? 0));
  const questions = (question: number) => names.questions?.[question] ?? `q${question}`;
  return {
    set: names.set ?? wholeRun,
    view: viewOf(facts, names.taskKindOf ?? (() => -1)),
    groups: [...groups.values()].map(indexes => Int32Array.from(indexes)),
    steps: steps.map(([step, indexes]) => ({ step, indexes: Int32Array.from(indexes) })),
    questionKeyOf: questions,
    taskKindNameOf: taskKind => names.taskKinds?.[taskKind] ?? "",
    refOf: index => {
      const { file = 0, row = 0 } = facts[index] ?? {};
      return { file: names.files?.[file] ?? `/run/${file}.jsonl`, row };
    },
    byteOffsetOf: index => (facts[index]?.row ?? 0) * 1000,
    numberOf: index => (groups.get(facts[index]?.group ?? -1)?.indexOf(index) ?? -1) + 1,
    nameOf: index => Promise.resolve(questions(facts[index]?.question ?? -1)),
    unread: names.unread ?? 0,
  };
}
