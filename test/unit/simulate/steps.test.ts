import { describe, expect, it } from "vitest";
import type { Behaviour } from "../../../src/core/simulate/behaviour.js";
import { healthyBehaviour } from "../../../src/core/simulate/behaviour.js";
import { trainingLine, validationLine } from "../../../src/core/simulate/dumpLine.js";
import { oddityAt } from "../../../src/core/simulate/oddity.js";
import { planRun } from "../../../src/core/simulate/runPlan.js";
import { simulateStep, simulateValidation, type SimulatedRow } from "../../../src/core/simulate/simulateStep.js";

const usual: Behaviour = { ...healthyBehaviour, hasOddities: true };
const plan = planRun(3, 40, usual);
const steps = Array.from({ length: 40 }, (_, index) => simulateStep(plan, index + 1));
const rows = steps.flat();

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const groupsOf = (step: readonly SimulatedRow[]) =>
  [...new Set(step.map(({ question }) => question))].map(question => step.filter(row => row.question === question));

describe("a simulated run", () => {
  it("is the same for the same seed, byte for byte", () => {
    const again = planRun(3, 40, usual);
    expect(simulateStep(again, 17).map(row => trainingLine(row, usual))).toEqual(
      steps[16]!.map(row => trainingLine(row, usual)),
    );
    expect(simulateStep(planRun(4, 40, usual), 17)).not.toEqual(steps[16]);
  });

  it("asks 16 questions a step, 8 times each, and none of them again later", () => {
    for (const step of steps) {
      expect(step).toHaveLength(128);
      expect(groupsOf(step).map(group => group.length)).toEqual(Array.from({ length: 16 }, () => 8));
    }
    expect(new Set(rows.map(({ question }) => question.id)).size).toBe(40 * 16);
  });

  it("does not write rows in the order of groups", () => {
    for (const step of steps) {
      const changes = step.filter((row, index) => row.question !== step[index - 1]?.question).length;
      expect(changes).toBeGreaterThan(32);
    }
  });

  it("gets better at zooming", () => {
    const part = (from: number, to: number) => steps.slice(from, to).flat();
    const iou = (some: readonly SimulatedRow[]) => mean(some.map(({ reward }) => reward.iou));
    expect(iou(part(35, 40))).toBeGreaterThan(2 * iou(part(0, 5)));
    expect(mean(part(35, 40).map(({ reward }) => reward.acc))).toBeGreaterThan(
      mean(part(0, 5).map(({ reward }) => reward.acc)),
    );
  });

  it("holds everything that a reader has to cope with", () => {
    const endings = new Set(rows.map(({ rollout }) => rollout.ending));
    for (const ending of [
      "answer",
      "unclosed-think",
      "bare-text",
      "two-answers",
      "empty-answer",
      "cut-thought",
      "cut-call",
      "no-output",
    ])
      expect(endings).toContain(ending);
    const calls = rows.flatMap(({ rollout }) => rollout.calls);
    const outcomes = calls.flatMap(({ outcome }) => (outcome === null ? [] : [outcome]));
    const fates = new Set<string>(
      outcomes.flatMap(outcome => (outcome.kind === "executed" ? [...outcome.changedBy] : [outcome.by])),
    );
    for (const fate of ["clamped", "enlarged", "inverted", "outside-page", "aspect-ratio"])
      expect(fates).toContain(fate);
    const writings = new Set(calls.map(({ writing }) => writing));
    for (const writing of ["unlabelled", "long-label", "other-tool", "box-as-text", "broken-json"])
      expect(writings).toContain(writing);
    const surplus = rows.filter(({ rollout, question }) => rollout.calls.length > question.expected_zooms);
    expect(surplus.length).toBeGreaterThan(0);
    const flat = steps.flatMap(groupsOf).filter(group => new Set(group.map(({ score }) => score)).size === 1);
    expect(new Set(flat.map(group => group[0]?.reward.acc))).toEqual(new Set([0, 1]));
  });

  it("has one NaN score, and none when it is healthy", () => {
    expect(rows.filter(({ score }) => Number.isNaN(score))).toHaveLength(1);
    const healthy = planRun(3, 40, healthyBehaviour);
    const step = 1 + rows.find(({ score }) => Number.isNaN(score))!.step;
    for (const at of [step - 1, step])
      expect(simulateStep(healthy, at).every(({ score }) => Number.isFinite(score))).toBe(true);
  });

  it.each([1, 5, 40, 200])("plants each oddity once in a run of %d steps", count => {
    const found = Array.from({ length: count * 16 * 8 }, (_, at) =>
      oddityAt(1 + Math.floor(at / 128), count, Math.floor(at / 8) % 16, at % 8),
    );
    const planted = found.filter(oddity => oddity !== null);
    expect(new Set(planted).size).toBe(planted.length);
    expect(planted).toHaveLength(6);
  });

  it("asks validation the same 64 questions at every step, and gets better at them", () => {
    const [before, after] = [simulateValidation(plan, 0), simulateValidation(plan, 40)];
    expect(before).toHaveLength(64);
    expect(after.map(({ question }) => question.id)).toEqual(before.map(({ question }) => question.id));
    expect(mean(after.map(({ score }) => score))).toBeGreaterThan(1.5 * mean(before.map(({ score }) => score)));
  });

  it("names question, page and targets in most training rows and in no validation row", () => {
    const named = rows.filter(row => trainingLine(row, usual).includes('"question_id"')).length / rows.length;
    expect(named).toBe(0.9);
    expect(simulateValidation(plan, 10).some(row => validationLine(row).includes('"question_id"'))).toBe(false);
  });

  it("says of itself that it is made up, in every prompt", () => {
    expect(rows.every(row => trainingLine(row, usual).includes("made up by a program"))).toBe(true);
  });
});
