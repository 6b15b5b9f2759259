import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import type { CoordinateSpace } from "../../../src/core/page/coordinateSpace.js";
import { iou } from "../../../src/core/page/iou.js";
import { toPagePixels } from "../../../src/core/page/toPagePixels.js";
import { smallLimits } from "../../../src/core/simulate/simulateRollout.js";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import { callConventions } from "../../../src/core/rollout/callConventions.js";
import { verlRollouts } from "../../../src/core/rollout/formats/verlRollouts.js";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import { placeCalls } from "../../../src/core/rollout/placeCalls.js";
import type { Rollout } from "../../../src/core/rollout/rollout.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";
import { healthyBehaviour } from "../../../src/core/simulate/behaviour.js";
import { trainingLine } from "../../../src/core/simulate/dumpLine.js";
import { planRun } from "../../../src/core/simulate/runPlan.js";
import { simulateStep, type SimulatedRow } from "../../../src/core/simulate/simulateStep.js";

const plan = planRun(5, 12, { ...healthyBehaviour, hasOddities: true });
const rows = Array.from({ length: 12 }, (_, index) => simulateStep(plan, index + 1)).flat();

function read(row: SimulatedRow): Rollout {
  const parsed = parseTolerant(trainingLine(row, plan.behaviour));
  const result = verlRollouts.readUnit(parsed.ok ? parsed.value : null)[0];
  if (result?.kind !== "rollout") throw new Error("the row is no rollout");
  return result.rollout;
}

function place(row: SimulatedRow, space: CoordinateSpace = "page") {
  return placeCalls(trajectoryOf(read(row)), {
    page: { width: row.question.width, height: row.question.height },
    space: { space, reason: { code: "configured" } },
    limits: space === "model" ? smallLimits : defaultResizeLimits,
    conventions: callConventions("verl-rollouts"),
    format: "verl-rollouts",
    targets: row.question.targets.map(({ box }) => box),
  });
}

/** Calls of the zoom tool, as the simulator meant them. */
const zooms = ({ rollout }: SimulatedRow) => rollout.calls.filter(({ writing }) => writing !== "other-tool");

/** Best IoU of a box with a target, when its numbers are read in a coordinate space. */
function overlap({ question }: SimulatedRow, requested: Box, space: CoordinateSpace): number {
  const box = toPagePixels(requested, space, question, space === "model" ? smallLimits : defaultResizeLimits);
  return box === null ? 0 : Math.max(...question.targets.map(target => iou(box, target.box)));
}

describe("what the simulator writes", () => {
  it("is detected and read as verl's rollouts, with score, step and fields", () => {
    for (const row of rows.slice(0, 256)) {
      const rollout = read(row);
      expect(rollout.step).toBe(row.step);
      expect(rollout.groundTruth?.text).toBe(row.question.answer);
      if (Number.isFinite(row.score)) expect(rollout.score).toMatchObject({ kind: "number", value: row.score });
      else expect(rollout.score.kind).toBe("nan");
      if (row.step % 10 !== 5) {
        expect(rollout.fields.questionId).toBe(row.question.id);
        expect(rollout.fields.image).toBe(row.question.image);
        expect(rollout.fields.targets).toEqual(row.question.targets.map(({ box }) => box));
      }
    }
  });

  it("is read back with the boxes that the policy wrote, executed or refused by the same rule", () => {
    for (const row of rows.filter(({ rollout }) => rollout.ending !== "cut-call")) {
      const placed = place(row);
      const meant = zooms(row);
      expect(placed, row.output).toHaveLength(meant.length);
      for (const [index, call] of meant.entries()) {
        const found = placed[index]!;
        if (call.outcome === null) {
          expect(found.executed).toBeNull();
          continue;
        }
        expect(found.call.requested).toEqual(call.requested);
        expect(found.executed).toEqual(call.outcome.kind === "executed" ? call.outcome.box : null);
        expect(found.refusedBy).toBe(call.outcome.kind === "refused" ? call.outcome.by : null);
      }
    }
  });

  it("logs the sum of IoU over the root of m that a reader computes from the boxes", () => {
    const enlarged = ({ rollout }: SimulatedRow) =>
      rollout.calls.some(({ outcome }) => outcome?.kind === "executed" && outcome.changedBy.includes("enlarged"));
    for (const row of rows.filter(row => row.rollout.ending !== "cut-call" && !enlarged(row))) {
      const ious = place(row).flatMap(({ iou }) => (iou === null ? [] : [iou]));
      const sum = ious.reduce((total, value) => total + value, 0);
      const logged = row.reward.iou;
      expect(ious.length === 0 ? 0 : sum / Math.sqrt(ious.length), row.output).toBeCloseTo(logged, 4);
    }
  });

  it.each(["model", "thousand"] as const)(
    "finds the targets in %s space, and only there, where a fault says so",
    space => {
      const faulty = planRun(5, 12, { ...healthyBehaviour, boxSpace: space });
      const some = simulateStep(faulty, 12);
      const meanIou = (read: CoordinateSpace) => {
        const ious = some.flatMap(row => zooms(row).flatMap(call => overlap(row, call.requested, read)));
        return ious.reduce((sum, value) => sum + value, 0) / ious.length;
      };
      expect(meanIou(space)).toBeGreaterThan(0.35);
      expect(meanIou("page")).toBeLessThan(0.15);
    },
  );
});
