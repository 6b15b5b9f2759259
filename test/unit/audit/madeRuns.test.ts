import { describe, expect, it } from "vitest";
import type { Question } from "../../../src/core/dataset/question.js";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import { defaultTolerance } from "../../../src/core/reward/auditRollout.js";
import type { RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import { rowFactsOf } from "../../../src/core/reward/rowFactsOf.js";
import { spaceByLog } from "../../../src/core/reward/spaceByLog.js";
import { verlRollouts } from "../../../src/core/rollout/formats/verlRollouts.js";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import { placeRollout } from "../../../src/core/rollout/placeRollout.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";
import type { Behaviour } from "../../../src/core/simulate/behaviour.js";
import { trainingLine } from "../../../src/core/simulate/dumpLine.js";
import { planRun } from "../../../src/core/simulate/runPlan.js";
import { simulateStep, type SimulatedRow } from "../../../src/core/simulate/simulateStep.js";
import { AuditService } from "../../../src/node/reward/auditService.js";
import { strategyBook } from "../../../src/node/reward/strategyBook.js";
import { behaviourOf, type SampleMode } from "../../../src/node/sample/faults.js";
import { factSetOf } from "../reward/factSetOf.js";

const steps = 5;

function questionOf({ question }: SimulatedRow): Question {
  const { id, task, image, width, height, targets, options, answer, prompt } = question;
  const asked = { question: question.question, expectedZooms: question.expected_zooms, marks: [] };
  return {
    id,
    taskKind: task,
    image: { kind: "path", path: image },
    width,
    height,
    targets,
    options,
    answer,
    prompt,
    ...asked,
  };
}

/** A row as it is written, read and parsed again; everything but the place of its boxes. */
function readRow(row: SimulatedRow, behaviour: Behaviour) {
  const parsed = parseTolerant(trainingLine(row, behaviour));
  const result = verlRollouts.readUnit(parsed.ok ? parsed.value : null)[0];
  if (result?.kind !== "rollout") throw new Error("the row is no rollout");
  const { rollout } = result;
  const question = questionOf(row);
  const pageSize = { width: row.question.width, height: row.question.height };
  return { rollout, trajectory: trajectoryOf(rollout), question, pageSize, limits: defaultResizeLimits };
}

function factsOf(row: SimulatedRow, index: number, behaviour: Behaviour): RolloutFacts {
  const read = readRow(row, behaviour);
  const space = { space: "page", reason: { code: "configured" } } as const;
  const placed = placeRollout(read.rollout, read.trajectory, { ...read, space });
  const facts = rowFactsOf({ ...read, ...placed });
  const group = Math.floor(index / 8);
  return { ...facts, file: row.step, row: index, step: row.step, group, question: group };
}

function rowsOf(behaviour: Behaviour): readonly SimulatedRow[] {
  const plan = planRun(3, steps, behaviour);
  return Array.from({ length: steps }, (_, i) => simulateStep(plan, i + 1)).flat();
}

const nothing = { strategies: [], problems: [] };
const book = strategyBook({ settings: () => nothing, ofRun: () => nothing, ownCode: () => [] });

function audit(mode: SampleMode) {
  const behaviour = behaviourOf(mode);
  const facts = factSetOf(rowsOf(behaviour).map((row, i) => factsOf(row, i, behaviour)));
  const source = { sources: () => [], of: () => Promise.resolve(facts), cancel: () => undefined };
  return new AuditService(source, book).audit({ set: facts.set, strategy: null, tolerance: defaultTolerance });
}

describe("the audit of a made run", () => {
  it("finds nothing where nothing is wrong, and few targets in doubt", async () => {
    const summary = await audit({ kind: "healthy", firstCall: null });
    expect(summary).toMatchObject({ rollouts: 640, differing: 0, spans: [{ from: 1, to: 5, strategy: "rarl" }] });
    expect(summary.counts.total).toEqual({ match: 640, differs: 0, "not-recomputable": 0, absent: 0 });
    expect(summary.suspectCount).toBeLessThanOrEqual(2);
  });

  it("finds the wrong reward of a fault, and what is wrong with it", async () => {
    const summary = await audit({ kind: "fault", name: "reward-bug" });
    expect(summary.differing).toBeGreaterThan(60);
    expect(summary.counts.toolAccuracy.differs).toBe(summary.differing);
    expect(summary.spans).toMatchObject([{ strategy: "rarl", agreeing: 640, compared: 640 }]);
    const known = new Set(["match-in-order", "not-clamped"]);
    const explained = summary.causes.filter(({ codes }) => codes.every(code => known.has(code)));
    expect(explained.reduce((sum, { rollouts }) => sum + rollouts, 0)).toBeGreaterThan(0.98 * summary.differing);
  });

  it("finds the one score that is NaN among odd rows, and no other", async () => {
    const summary = await audit({ kind: "usual" });
    expect(summary.differing).toBe(1);
    expect(summary.firstDifferences.total).toBe(1);
  });
});

it("a log tells which pixels its reward function took boxes for, wherever it tells at all", () => {
  const behaviour = behaviourOf({ kind: "healthy", firstCall: null });
  const told = rowsOf(behaviour).map(row => spaceByLog(readRow(row, behaviour)));
  expect(told.filter(space => space === "page").length).toBeGreaterThan(10);
  expect(told).not.toContain("model");
});
