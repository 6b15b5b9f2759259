import { describe, expect, it } from "vitest";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { componentNames } from "../../../src/core/reward/rewardScore.js";
import { rowFactsOf } from "../../../src/core/reward/rowFactsOf.js";
import { ruleAt } from "../../../src/core/reward/ruleAt.js";
import { scoreRollout } from "../../../src/core/reward/scoreRollout.js";
import type { RowFacts } from "../../../src/core/reward/rowFacts.js";
import type { Question } from "../../../src/core/dataset/question.js";
import { correctness } from "../../../src/core/evaluation/correctness.js";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import { callConventions } from "../../../src/core/rollout/callConventions.js";
import { verlRollouts } from "../../../src/core/rollout/formats/verlRollouts.js";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import { placeCalls } from "../../../src/core/rollout/placeCalls.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";
import { type Behaviour, healthyBehaviour } from "../../../src/core/simulate/behaviour.js";
import { trainingLine } from "../../../src/core/simulate/dumpLine.js";
import { planRun } from "../../../src/core/simulate/runPlan.js";
import { type SimulatedRow, simulateStep } from "../../../src/core/simulate/simulateStep.js";

/** The facts that a reader gets from the row's line and the question's record. */
function factsOf(row: SimulatedRow, behaviour: Behaviour): RowFacts {
  const parsed = parseTolerant(trainingLine(row, behaviour));
  const read = verlRollouts.readUnit(parsed.ok ? parsed.value : null)[0];
  if (read?.kind !== "rollout") throw new Error("the row is no rollout");
  const { rollout } = read;
  const trajectory = trajectoryOf(rollout);
  const pageSize = { width: row.question.width, height: row.question.height };
  const placed = placeCalls(trajectory, {
    page: pageSize,
    space: { space: "page", reason: { code: "configured" } },
    limits: defaultResizeLimits,
    conventions: callConventions(rollout.format),
    format: rollout.format,
    targets: row.question.targets.map(({ box }) => box),
  });
  const question: Question = {
    id: row.question.id,
    taskKind: row.question.task,
    image: null,
    ...pageSize,
    prompt: null,
    question: row.question.question,
    options: row.question.options,
    answer: row.question.answer,
    targets: row.question.targets,
    marks: [],
    expectedZooms: row.question.expected_zooms,
  };
  const { outcome } = correctness(rollout, trajectory, question);
  return rowFactsOf({ rollout, trajectory, question, pageSize, placed, outcome });
}

const rarl = ruleAt(builtInStrategies[0]!, null)!;

/** Rows whose logged parts a reader recomputes otherwise. */
function differing(change: Partial<Behaviour>): readonly string[] {
  const behaviour = { ...healthyBehaviour, ...change };
  const plan = planRun(5, 10, behaviour);
  const rows = [1, 3, 6, 10].flatMap(step => simulateStep(plan, step));
  return rows.flatMap(row => {
    const { components, total } = scoreRollout(factsOf(row, behaviour), rarl);
    const { format, acc, count, iou } = row.reward;
    const logged = { format, accuracy: acc, toolCount: count, toolAccuracy: iou };
    const parts = componentNames.filter(name => Math.abs((components[name] ?? NaN) - logged[name]) > 1e-5);
    const isTotal = Math.abs((total ?? NaN) - row.reward.total) <= 1e-5;
    return isTotal && parts.length === 0 ? [] : [`${row.step}: ${parts.join(", ")} ${row.output}`];
  });
}

describe("a made-up dump, read back and re-scored under the strategy that paid for it", () => {
  it("comes to what was logged, part by part, whatever the model wrote", () => {
    expect(differing({ hasOddities: true })).toEqual([]);
    expect(differing({ looseFrom: 1 })).toEqual([]);
    expect(differing({ cutFrom: 1 })).toEqual([]);
  });

  it("does not where the logged reward is a wrong one", () => {
    expect(differing({ scoring: "in-order" }).length).toBeGreaterThan(20);
  });
});
