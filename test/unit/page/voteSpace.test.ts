import { expect, test } from "vitest";
import type { SpaceGuess } from "../../../src/core/page/coordinateSpace.js";
import { voteSpace } from "../../../src/core/page/voteSpace.js";

const plain: SpaceGuess = { space: "model", reason: { code: "format-default", format: "verl-rollouts" } };
const overModel: SpaceGuess = { space: "page", reason: { code: "exceeds-model", value: 3100, limit: 2996, axis: "x" } };
const overPage: SpaceGuess = { space: "model", reason: { code: "exceeds-page", value: 40, limit: 30, axis: "y" } };
const fractions: SpaceGuess = { space: "unit", reason: { code: "fractions" } };
const times = (n: number, guess: SpaceGuess) => Array.from({ length: n }, () => guess);

test("boxes over the model's edge decide for rollouts whose own boxes say nothing, and say how many did", () => {
  expect(voteSpace([...times(20, plain), ...times(3, overModel)])).toEqual({
    space: "page",
    reason: { code: "voted", evidence: "exceeds-model", rollouts: 3, asked: 23 },
  });
});
test("one stray box does not turn a run", () => {
  expect(voteSpace([overModel, ...times(40, plain)])).toBeNull();
  expect(voteSpace([...times(3, overModel), ...times(97, plain)])).toBeNull();
});
test("of two kinds of evidence the more frequent one holds", () => {
  expect(voteSpace([...times(5, overPage), ...times(3, overModel)])?.space).toBe("model");
});
test("fractions hold when most rollouts have them", () => {
  expect(voteSpace([...times(2, plain), fractions])).toBeNull();
  expect(voteSpace([...times(3, fractions), plain])?.space).toBe("unit");
});
test("the logged IoU decides where no box does, and not against boxes over an edge", () => {
  const byLog: SpaceGuess = { space: "page", reason: { code: "logged-iou" } };
  expect(voteSpace([...times(20, plain), byLog])).toEqual({
    space: "page",
    reason: { code: "voted", evidence: "logged-iou", rollouts: 1, asked: 21 },
  });
  expect(voteSpace([byLog, { ...byLog, space: "model" }])).toBeNull();
  expect(voteSpace([...times(5, byLog), ...times(3, overPage)])?.space).toBe("model");
});
test("without evidence nobody is outvoted", () => {
  expect(voteSpace([])).toBeNull();
  expect(voteSpace([plain])).toBeNull();
});
