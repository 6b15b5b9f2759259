import type { Box } from "../../../src/core/page/box.js";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import type { BatchFacts } from "../../../src/core/reward/batchFacts.js";
import type { LoggedReward, RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import { ruleAt } from "../../../src/core/reward/ruleAt.js";
import { scoreRollout } from "../../../src/core/reward/scoreRollout.js";
import { parseStrategySpec } from "../../../src/core/reward/strategySpec.js";
import type { RewardRule } from "../../../src/core/reward/strategy.js";
import type { LoggedNumber } from "../../../src/core/rollout/loggedNumber.js";

const nothing: LoggedNumber = { kind: "absent" };
export const numbered = (value: number): LoggedNumber => ({ kind: "number", value });
export const nothingLogged: LoggedReward = {
  format: nothing,
  accuracy: nothing,
  toolCount: nothing,
  toolAccuracy: nothing,
  total: nothing,
};

/** What a test says of a rollout; the rest is a well-formed right answer without a zoom on a page of 1000 × 1000. */
export interface Said {
  readonly step?: number | null;
  readonly row?: number;
  readonly group?: number;
  readonly question?: number;
  readonly pageKey?: string | null;
  readonly isFormatted?: boolean;
  readonly isCorrect?: boolean | null;
  readonly answerKey?: string | null;
  /** Requested boxes; all were executed. */
  readonly boxes?: readonly Box[];
  /** Null: nobody knows them. */
  readonly targets?: readonly Box[] | null;
  readonly expected?: number;
  readonly logged?: LoggedReward;
  readonly hash?: string;
  readonly phase?: string;
  readonly found?: number | null;
}

const textFacts = {
  outcome: "correct",
  refused: 0,
  otherCalls: 0,
  cut: null,
  responseChars: 100,
  tokens: null,
} as const;

function toolOf({ targets = [], expected }: Said): RolloutFacts["tool"] {
  if (targets === null) return { kind: "unknown" };
  if (targets.length === 0) return { kind: "off" };
  return { kind: "targets", targets, expected: expected ?? targets.length };
}

export function auditedFacts(said: Said = {}): RolloutFacts {
  const { step = 1, row = 0, group = 0, question = 0, isFormatted = true, isCorrect = true, boxes = [] } = said;
  return {
    ...textFacts,
    ...{ file: 0, row, step, group, question, isCorrect, pageKey: said.pageKey ?? null },
    page: { width: 1000, height: 1000 },
    isWellFormed: { strict: isFormatted, deepeyes: isFormatted, "answer-only": isFormatted },
    answerChars: 10,
    calls: boxes.map(box => ({ requested: box, executed: clipped(box), isExecuted: true })),
    tool: toolOf(said),
    coin: { questionId: `q${question}`, responseCrc: row },
    logged: said.logged ?? nothingLogged,
    rulePhase: said.phase ?? null,
    strategyHash: said.hash ?? null,
    ious: [],
    found: said.found ?? null,
    answerKey: said.answerKey === undefined ? (isCorrect === true ? "A" : "B") : said.answerKey,
  };
}

const side = (value: number) => Math.min(1000, Math.max(0, value));
const clipped = ([x1, y1, x2, y2]: Box): Box => [side(x1), side(y1), side(x2), side(y2)];

export function ruleOf(spec: string, step: number | null = null): RewardRule {
  const read = parseStrategySpec(spec, builtInStrategies);
  const rule = read.kind === "ok" ? ruleAt(read.strategy, step) : null;
  if (rule === null) throw new Error(`no rule ${spec}`);
  return rule;
}

/** The rollout as a trainer that follows a rule logs it: the total, and the parts unless `only` says the total alone. */
export function loggedBy(facts: RolloutFacts, spec: string, only?: "total", batch?: BatchFacts): RolloutFacts {
  const { components, total } = scoreRollout(facts, ruleOf(spec, facts.step), batch);
  const read = (value: number | null) => (value === null ? nothing : numbered(value));
  const parts: LoggedReward = {
    format: read(components.format),
    accuracy: read(components.accuracy),
    toolCount: read(components.toolCount),
    toolAccuracy: read(components.toolAccuracy),
    total: read(total),
  };
  return { ...facts, logged: only === "total" ? { ...nothingLogged, total: parts.total } : parts };
}
