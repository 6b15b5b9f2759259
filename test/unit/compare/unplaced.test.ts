import { expect, it } from "vitest";
import { gatherSides } from "../../../src/core/compare/gatherSides.js";
import { questionsOf } from "../../../src/core/compare/questionColumns.js";
import { zoomStatistics } from "../../../src/core/compare/zoomStatistics.js";
import { madeSide, type MadeRollout } from "./madeSide.js";

const tool: MadeRollout["tool"] = { kind: "targets", targets: [[0, 0, 9, 9]], expected: 1 };
const call = { requested: null, executed: null, isExecuted: true };
const silent: MadeRollout = { question: "q0", tool, found: 0 };
const placed: MadeRollout = { question: "q0", tool, found: 0.8, ious: [0.7] };
const unplaced: MadeRollout = { question: "q0", tool, found: null, calls: [call] };

function statisticsOf(rollouts: readonly MadeRollout[]) {
  const [side] = gatherSides([madeSide(rollouts)]).sides;
  if (side === undefined) throw new Error("no side");
  return zoomStatistics(side.columns, questionsOf(side.columns), side.clusters);
}

const times = (count: number, one: MadeRollout) => Array.from({ length: count }, () => one);

it("gives no view and no IoU of a side whose zooms cannot be placed, however many did not zoom", () => {
  const found = statisticsOf([...times(12, silent), ...times(4, unplaced)]);
  expect(found.unplaced).toBe(4);
  for (const figure of [found.found, found.meanIou, found.firstIou])
    expect(figure).toEqual({ value: null, lo: null, hi: null, n: 0 });
});

it("leaves a few out, and says how many", () => {
  const found = statisticsOf([...times(10, silent), ...times(30, placed), unplaced]);
  expect(found).toMatchObject({ unplaced: 1, found: { n: 40 }, firstIou: { n: 30 } });
});

it("does not miss views where nobody knows the targets", () => {
  const unknown = { ...unplaced, question: "q1", tool: { kind: "unknown" } } as const;
  const found = statisticsOf([...times(4, placed), ...times(9, unknown)]);
  expect(found).toMatchObject({ unplaced: 0, found: { n: 4 } });
});
