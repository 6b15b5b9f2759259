import { expect, test } from "vitest";
import type { SpaceGuess } from "../../../src/core/page/coordinateSpace.js";
import { voteSpace } from "../../../src/core/page/voteSpace.js";

const plain: SpaceGuess = { space: "model", reason: { code: "format-default", format: "verl-rollouts" } };
const overModel: SpaceGuess = { space: "page", reason: { code: "exceeds-model", value: 3100, limit: 2996, axis: "x" } };
const overPage: SpaceGuess = { space: "model", reason: { code: "exceeds-page", value: 40, limit: 30, axis: "y" } };
const fractions: SpaceGuess = { space: "unit", reason: { code: "fractions" } };

test("one box over the model's edge decides for rollouts whose own boxes say nothing", () => {
  expect(voteSpace([plain, plain, overModel])).toBe(overModel);
});
test("of two kinds of evidence the more frequent one holds", () => {
  expect(voteSpace([overPage, overPage, overModel])).toBe(overPage);
});
test("a single rollout with fractions does not turn a file of pixels into fractions", () => {
  expect(voteSpace([plain, plain, fractions])).toBeNull();
  expect(voteSpace([fractions, fractions, plain])).toBe(fractions);
});
test("without evidence nobody is outvoted", () => {
  expect(voteSpace([])).toBeNull();
  expect(voteSpace([plain])).toBeNull();
});
