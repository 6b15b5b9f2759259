import { curveGroup, type Recompute } from "../../src/core/reward/curveFactsOf.js";
import type { PartSources } from "../../src/core/reward/partSources.js";
import type { RolloutFacts } from "../../src/core/reward/rolloutFacts.js";
import { tallyStep, type StepTally } from "../../src/core/reward/stepTally.js";
import type { Behaviour } from "../../src/core/simulate/behaviour.js";
import { healthyBehaviour } from "../../src/core/simulate/behaviour.js";
import { makeRandom } from "../../src/core/simulate/random.js";
import { planRun, type RunPlan } from "../../src/core/simulate/runPlan.js";
import { simulatedFacts } from "../../src/core/simulate/simulatedFacts.js";
import { simulateStep } from "../../src/core/simulate/simulateStep.js";

const logged: PartSources = { format: "logged", accuracy: "logged", toolCount: "logged", toolAccuracy: "logged" };
const nothing: Recompute = () => ({ format: null, accuracy: null, toolCount: null, toolAccuracy: null });

/** Pages and questions are dear to make: all runs draw on the same, each in an order of its own. */
let shared: RunPlan | null = null;

function planOf(seed: number, behaviour: Behaviour): RunPlan {
  shared ??= planRun(1, 60, healthyBehaviour);
  return { ...shared, seed, behaviour, training: makeRandom(seed, "order").shuffle(shared.training) };
}

/** The rollouts of one step of a made run, as facts. */
export function madeStep(plan: RunPlan, step: number): readonly RolloutFacts[] {
  const groups = new Map<string, number>();
  return simulateStep(plan, step).map((row, at) => {
    const group = groups.get(row.question.id) ?? groups.size;
    groups.set(row.question.id, group);
    return simulatedFacts(row, { file: step, row: at, group: step * 1000 + group, question: group });
  });
}

/** A made run of so many steps, as facts: no page is drawn and no text parsed. */
export function madeFacts(seed: number, behaviour: Behaviour, steps: number): readonly RolloutFacts[] {
  const plan = planOf(seed, behaviour);
  return Array.from({ length: steps }, (_, at) => madeStep(plan, at + 1)).flat();
}

function tallyOf(step: number, facts: readonly RolloutFacts[]): StepTally {
  const groups = [...new Set(facts.map(({ group }) => group))];
  const members = groups.map(group => facts.filter(one => one.group === group));
  return tallyStep(
    step,
    members.map(group => curveGroup(group, logged, nothing)),
  );
}

/** What curves and alarms know of a made run. */
export function madeTallies(seed: number, behaviour: Behaviour, steps: number): readonly StepTally[] {
  const plan = planOf(seed, behaviour);
  return Array.from({ length: steps }, (_, at) => tallyOf(at + 1, madeStep(plan, at + 1)));
}
