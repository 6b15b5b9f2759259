import { expect, test } from "vitest";
import type { CoordinateSpace } from "../../../src/core/page/coordinateSpace.js";
import type { Box } from "../../../src/core/page/box.js";
import type { PlacedCall } from "../../../src/core/rollout/placedCall.js";
import { blankShape } from "../../../src/node/runs/blankShape.js";

const call = (requested: Box | null, space: CoordinateSpace): PlacedCall => ({
  call: {
    index: 0,
    turn: 0,
    tool: "image_zoom_in_tool",
    isZoom: true,
    requested,
    label: null,
    source: 0,
    tag: "tool_call",
    closed: true,
    body: "",
    problem: null,
    reply: null,
  },
  guess: { space, reason: { code: "page-size-unknown" } },
  ...{ page: null, executed: null, changedBy: [], refusedBy: null, within: [], target: null, iou: null },
});

test("a page of unknown size is as large as its boxes need", () => {
  const { size, placed } = blankShape([call([10, 20, 1000, 400], "page")], [[0, 0, 50, 800]]);
  expect(size).toEqual({ width: 1050, height: 840 });
  expect(placed[0]?.page).toEqual([10, 20, 1000, 400]);
  expect(placed[0]?.executed).toBeNull();
});

test("fractions and thousandths are laid on a page of a likely shape", () => {
  expect(blankShape([call([0, 0, 0.5, 0.5], "unit")], []).placed[0]?.page).toEqual([0, 0, 850, 1150]);
  expect(blankShape([call([0, 0, 500, 500], "thousand")], []).placed[0]?.page).toEqual([0, 0, 850, 1150]);
});

test("a call without a box stays without one", () => {
  expect(blankShape([call(null, "page")], []).placed[0]?.page).toBeNull();
});
