import { balancedOrder } from "./balancedOrder.js";
import { oddityAt, withOddity, type Oddity } from "./oddity.js";
import { makeRandom, type Random } from "./random.js";
import { rewardOf, type LoggedReward } from "./rewardOf.js";
import { promptsPerStep, rolloutsPerPrompt, type RunPlan } from "./runPlan.js";
import type { SimulatedQuestion } from "./simulatedQuestion.js";
import type { SimulatedRollout } from "./simulatedRollout.js";
import { simulateRollout, skillAt, type GroupNature } from "./simulateRollout.js";
import { trajectoryText } from "./trajectoryText.js";

/** One rollout with everything that its row says. */
export interface SimulatedRow {
  readonly step: number;
  readonly question: SimulatedQuestion;
  readonly rollout: SimulatedRollout;
  readonly output: string;
  readonly reward: LoggedReward;
  /** As logged: the total, or NaN. */
  readonly score: number;
}

function natureOf(
  random: Random,
  plan: RunPlan,
  question: SimulatedQuestion,
  step: number,
  isTraining: boolean,
): GroupNature {
  const page = plan.pages.find(planned => planned.page.id === question.page_id)?.page;
  if (page === undefined) throw new RangeError(`no page ${question.page_id} in the plan`);
  const error = [random.normal(), random.normal(), random.normal(), random.normal()] as const;
  const ease = 0.22 * random.normal();
  const roll = random.uniform();
  const { flatFrom } = plan.behaviour;
  const alwaysFlat = flatFrom !== null && step >= flatFrom;
  // Easy and hopeless questions have no spread; both get rarer, as the model learns to zoom all the same.
  const share = alwaysFlat ? 0.5 : 0.05 + 0.04 * (1 - skillAt(step));
  const flat = !isTraining || roll >= 2 * share ? null : roll < share ? "right" : "wrong";
  return { question, page, step, error, ease, flat };
}

interface Place {
  readonly nature: GroupNature;
  readonly random: Random;
  readonly oddity: Oddity | null;
}

function simulateRow({ nature, random, oddity }: Place, plan: RunPlan): SimulatedRow {
  const { question, page, step } = nature;
  const drawn = simulateRollout(random, nature, plan.behaviour);
  const rollout: SimulatedRollout =
    oddity === "no-output" ? { ...drawn, calls: [], ending: "no-output", isRight: false } : drawn;
  const reward = rewardOf(rollout, {
    targets: question.targets.map(({ box }) => box),
    expectedZooms: question.expected_zooms,
    page,
    scoring: plan.behaviour.scoring,
  });
  const { nanFrom } = plan.behaviour;
  const isNan = oddity === "nan-score" || (nanFrom !== null && step >= nanFrom && random.chance(0.2));
  const output = withOddity(trajectoryText(rollout), oddity);
  return { step, question, rollout, output, reward, score: isNan ? Number.NaN : reward.total };
}

/** All rollouts of a training step, in the order in which verl writes them. Steps count from 1. */
export function simulateStep(plan: RunPlan, step: number): readonly SimulatedRow[] {
  const questions = plan.training.slice((step - 1) * promptsPerStep, step * promptsPerStep);
  const rows = questions.flatMap((question, group) => {
    const nature = natureOf(makeRandom(plan.seed, plan.attempt, "group", step, group), plan, question, step, true);
    return Array.from({ length: rolloutsPerPrompt }, (_, index) => {
      const random = makeRandom(plan.seed, plan.attempt, "rollout", step, group, index);
      const oddity = plan.behaviour.hasOddities ? oddityAt(step, plan.steps, group, index) : null;
      return simulateRow({ nature, random, oddity }, plan);
    });
  });
  return balancedOrder(rows);
}

/** One rollout of each validation question; the questions, and how hard they are, stay the same at every step. */
export function simulateValidation(plan: RunPlan, step: number): readonly SimulatedRow[] {
  return plan.validation.map(question => {
    const nature = natureOf(makeRandom(plan.seed, "validation", question.id), plan, question, step, false);
    return simulateRow(
      { nature, random: makeRandom(plan.seed, plan.attempt, "validation", step, question.id), oddity: null },
      plan,
    );
  });
}
