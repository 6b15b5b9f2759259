import type { Box } from "../page/box.js";
import type { Size } from "../page/size.js";
import { builtInStrategies } from "../reward/builtInStrategies.js";
import type { FactCall, RewardFacts } from "../reward/rewardFacts.js";
import { ruleAt } from "../reward/ruleAt.js";
import { scoreRollout } from "../reward/scoreRollout.js";
import type { RewardRule } from "../reward/strategy.js";
import { parseStrategySpec } from "../reward/strategySpec.js";
import { wellFormed } from "../reward/wellFormed.js";
import { callConventions } from "../rollout/callConventions.js";
import { parseTrajectory } from "../rollout/parseTrajectory.js";
import type { Behaviour } from "./behaviour.js";
import type { SimulatedCall, SimulatedRollout } from "./simulatedRollout.js";
import { trajectoryText } from "./trajectoryText.js";

/** The parts of a reward as the trainer logs them. */
export interface LoggedReward {
  readonly format: number;
  readonly acc: number;
  readonly count: number;
  readonly iou: number;
  readonly total: number;
}

export interface RewardContext {
  readonly targets: readonly Box[];
  readonly expectedZooms: number;
  readonly page: Size;
  readonly scoring: Behaviour["scoring"];
}

function ruleOf(spec: string): RewardRule {
  const read = parseStrategySpec(spec, builtInStrategies);
  const rule = read.kind === "ok" ? ruleAt(read.strategy, null) : null;
  if (rule === null) throw new RangeError(`no rule ${spec}`);
  return rule;
}

/** What the simulated trainer pays by; `in-order` is a fault that a run may have. */
const rules: Readonly<Record<Behaviour["scoring"], RewardRule>> = {
  assigned: ruleOf("rarl"),
  "in-order": ruleOf("rarl@match=in_order;clamp=false"),
};

/** The paper's m: calls that the trainer parses and that ask for a crop, refused ones too. */
const isCounted = ({ writing }: SimulatedCall) => writing !== "other-tool" && writing !== "broken-json";

/** The reward takes the numbers that the model wrote for page pixels, whatever they count. */
const factCall = ({ requested, outcome }: SimulatedCall): FactCall => ({
  requested,
  executed: outcome?.kind === "executed" ? outcome.box : null,
  isExecuted: outcome?.kind === "executed",
});

function factsOf(rollout: SimulatedRollout, { targets, expectedZooms, page }: RewardContext): RewardFacts {
  const text = trajectoryText(rollout);
  const hints = { conventions: callConventions("verl-rollouts"), prompt: "", storedAnswer: null };
  return {
    page,
    isWellFormed: wellFormed(parseTrajectory({ kind: "text", text }, hints), text),
    isCorrect: rollout.isRight,
    answerChars: rollout.answer.length,
    calls: rollout.calls.filter(isCounted).map(factCall),
    tool: { kind: "targets", targets, expected: expectedZooms },
    coin: { questionId: null, responseCrc: 0 },
  };
}

/** Python's `round(value, 6)` is close enough here: logs hold such short floats. */
const short = (value: number) => Math.round(value * 1e6) / 1e6;

/** The paper's reward (Eq. 1 to 3) of a simulated rollout, by the engine that audits real ones, in six decimals. */
export function rewardOf(rollout: SimulatedRollout, context: RewardContext): LoggedReward {
  const { components, total } = scoreRollout(factsOf(rollout, context), rules[context.scoring]);
  const logged = (value: number | null) => short(value ?? NaN);
  return {
    format: logged(components.format),
    acc: logged(components.accuracy),
    count: logged(components.toolCount),
    iou: logged(components.toolAccuracy),
    total: logged(total),
  };
}
