import { describe, expect, it } from "vitest";
import { correctness } from "../../../src/core/evaluation/correctness.js";
import type { Question } from "../../../src/core/dataset/question.js";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import type { CurveFacts } from "../../../src/core/reward/curveFacts.js";
import { measureOf, measures } from "../../../src/core/reward/rolloutMeasures.js";
import type { RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import { rowFactsOf } from "../../../src/core/reward/rowFactsOf.js";
import { callConventions } from "../../../src/core/rollout/callConventions.js";
import { verlRollouts } from "../../../src/core/rollout/formats/verlRollouts.js";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import { placeCalls } from "../../../src/core/rollout/placeCalls.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";
import { healthyBehaviour } from "../../../src/core/simulate/behaviour.js";
import { trainingLine } from "../../../src/core/simulate/dumpLine.js";
import { planRun } from "../../../src/core/simulate/runPlan.js";
import { simulatedFacts } from "../../../src/core/simulate/simulatedFacts.js";
import { simulateStep, type SimulatedRow } from "../../../src/core/simulate/simulateStep.js";

const plan = planRun(5, 12, healthyBehaviour);
const rows = Array.from({ length: 12 }, (_, index) => simulateStep(plan, index + 1)).flat();
const place = { file: 0, row: 0, group: 0, question: 0 };

/** The facts that the row's own line gives when it is written, read and parsed. */
function readBack(row: SimulatedRow): RolloutFacts {
  const parsed = parseTolerant(trainingLine(row, plan.behaviour));
  const result = verlRollouts.readUnit(parsed.ok ? parsed.value : null)[0];
  if (result?.kind !== "rollout") throw new Error("the row is no rollout");
  const { rollout } = result;
  const { question } = row;
  const page = { width: question.width, height: question.height };
  const asked: Question = {
    id: question.id,
    taskKind: question.task,
    image: { kind: "path", path: question.image },
    ...page,
    targets: question.targets,
    expectedZooms: question.expected_zooms,
    question: question.question,
    prompt: question.prompt,
    options: question.options,
    answer: question.answer,
    marks: [],
  };
  const trajectory = trajectoryOf(rollout);
  const placed = placeCalls(trajectory, {
    page,
    space: { space: "page", reason: { code: "configured" } },
    limits: defaultResizeLimits,
    conventions: callConventions("verl-rollouts"),
    format: "verl-rollouts",
    targets: question.targets.map(({ box }) => box),
  });
  const { outcome } = correctness(rollout, trajectory, asked);
  const facts = rowFactsOf({ rollout, trajectory, question: asked, pageSize: page, placed, outcome });
  return { ...place, ...facts, step: row.step };
}

const curveFacts = (facts: RolloutFacts): CurveFacts => {
  const number = (value: { kind: string; value?: number }) => value.value ?? null;
  const { format, accuracy, toolCount, toolAccuracy } = facts.logged;
  const parts = {
    format: number(format),
    accuracy: number(accuracy),
    toolCount: number(toolCount),
    toolAccuracy: number(toolAccuracy),
  };
  return { facts, parts, groupSize: 8, isFlat: false };
};

const pairs = rows.map(row => ({
  row,
  made: curveFacts(simulatedFacts(row, place)),
  read: curveFacts(readBack(row)),
}));

describe("facts of a simulated row", () => {
  it.each(measures)("give the %s that the row's own text gives", measure => {
    const different = pairs.flatMap(({ row, made, read }) => {
      const [one, other] = [measureOf(made, measure), measureOf(read, measure)];
      return JSON.stringify(one) === JSON.stringify(other) ? [] : [{ made: one, read: other, text: row.output }];
    });
    expect(different.slice(0, 3)).toEqual([]);
  });
});
