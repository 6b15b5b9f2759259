import type { RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import type { Outcome } from "../../../src/core/rollout/outcome.js";
import type { FactSet } from "../../../src/node/reward/factSource.js";
import type { RolloutSet } from "../../../src/protocol/reward/rolloutSet.js";
import { factSetOf } from "../reward/factSetOf.js";

/** What a test says of a rollout; the rest is of no interest to it. */
export interface MadeRollout {
  readonly question: string;
  readonly outcome?: Outcome;
  readonly score?: number;
  readonly ious?: readonly number[];
  readonly found?: number | null;
  readonly page?: string | null;
  readonly taskKind?: string;
  readonly step?: number;
  readonly calls?: RolloutFacts["calls"];
  readonly size?: RolloutFacts["page"];
  readonly tool?: RolloutFacts["tool"];
}

const outcomeOf: Readonly<Record<string, Outcome>> = { r: "correct", w: "wrong", u: "unparsed", "?": "unknown" };

/** One rollout of each question `q0`, `q1` …: right, wrong, unparsed or unknown, by letter. */
export function madeOutcomes(letters: string, also: Partial<MadeRollout> = {}): readonly MadeRollout[] {
  return Array.from(letters).map((letter, i) => ({
    question: `q${i}`,
    outcome: outcomeOf[letter] ?? "unknown",
    ...also,
  }));
}

const call = { requested: null, executed: null, isExecuted: false } as const;
const absent = { kind: "absent" } as const;

/** A side of a comparison. Question indexes are the side's own, in the order of its rollouts. */
export function madeSide(rollouts: readonly MadeRollout[], set: Partial<RolloutSet> = {}): FactSet {
  const questions = [...new Set(rollouts.map(({ question }) => question))];
  const taskKinds = [...new Set(rollouts.flatMap(({ taskKind }) => taskKind ?? []))];
  const groups = new Map<string, number>();
  const groupOf = ({ question, step }: MadeRollout) => {
    const key = `${question} ${step ?? ""}`;
    groups.set(key, groups.get(key) ?? groups.size);
    return groups.get(key) ?? 0;
  };
  const kinds = new Map<RolloutFacts, number>();
  const facts = rollouts.map((made, row): RolloutFacts => {
    const { outcome = "unknown", score, ious = [], found = null, page = null, step = null, size = null } = made;
    const one: RolloutFacts = {
      file: 0,
      row,
      step,
      group: groupOf(made),
      question: questions.indexOf(made.question),
      pageKey: page,
      outcome,
      logged: {
        format: absent,
        accuracy: absent,
        toolCount: absent,
        toolAccuracy: absent,
        total: score === undefined ? absent : { kind: "number", value: score },
      },
      rulePhase: null,
      strategyHash: null,
      ious,
      found,
      refused: 0,
      otherCalls: 0,
      cut: null,
      responseChars: 0,
      tokens: null,
      answerKey: null,
      page: size,
      isWellFormed: { strict: true, deepeyes: true, "answer-only": true },
      isCorrect: outcome === "correct",
      answerChars: 0,
      calls: made.calls ?? ious.map(() => call),
      tool: made.tool ?? { kind: "unknown" },
      coin: { questionId: null, responseCrc: 0 },
    };
    kinds.set(one, taskKinds.indexOf(made.taskKind ?? ""));
    return one;
  });
  return factSetOf(facts, {
    questions,
    taskKinds,
    taskKindOf: one => kinds.get(one) ?? -1,
    set: { run: "/run", phase: "validation", folder: null, from: null, to: null, ...set },
  });
}
