import { describe, expect, it } from "vitest";
import { breakdownOf } from "../../../src/core/reward/breakdownOf.js";
import { breakdownText, type BreakdownLine } from "../../../src/core/reward/breakdownText.js";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { RewardColumns } from "../../../src/core/reward/rewardColumns.js";
import { auditedFacts, type Said } from "./auditedFacts.js";
import { factSetOf } from "./factSetOf.js";

function linesOf(id: string, rollouts: readonly Said[], index: number): readonly BreakdownLine[] {
  const strategy = builtInStrategies.find(one => one.id === id);
  if (strategy === undefined) throw new Error(id);
  const set = factSetOf(rollouts.map((said, row) => auditedFacts({ row, targets: [[100, 100, 300, 300]], ...said })));
  return breakdownText(breakdownOf(set, index, strategy, "grpo", new RewardColumns()));
}

const plain = ({ key, value }: BreakdownLine): string => {
  const name = key.kind === "component" ? key.component : key.kind === "term" ? key.formula : key.kind;
  if (value.kind === "number") return `${name}: ${value.text}`;
  return `${name}: ${value.kind === "word" ? value.word : value.kind}`;
};

describe("a reward as lines", () => {
  const rollouts: readonly Said[] = [{ isCorrect: false, boxes: [[100, 100, 300, 200]] }, { isCorrect: true }];

  it("has one part a line, with six decimals, and the terms at the end", () => {
    expect(linesOf("rarl-conditional", rollouts, 0).map(plain)).toEqual([
      "strategy: rarl-conditional",
      "format: 1.000000",
      "accuracy: 0.000000",
      "toolCount: 1.000000",
      "toolAccuracy: 0.500000",
      "total: 1.000000",
      "group-mean: 1.500000",
      "group-spread: 0.707107",
      "flat: none",
      "advantage: -0.707106",
      "1 × format: 1.000000",
      "1 × accuracy: 0.000000",
      "1 × toolCount [accuracy > 0]: closed",
      "1 × toolAccuracy [accuracy > 0]: closed",
    ]);
  });

  it("keeps its lines in place under every strategy, so that two can be compared", () => {
    const keys = builtInStrategies.map(({ id }) =>
      linesOf(id, rollouts, 0)
        .filter(({ key }) => key.kind !== "term")
        .map(({ key }) => JSON.stringify(key)),
    );
    for (const one of keys) expect(one).toEqual(keys[0]);
  });

  it("says what cannot be recomputed, and why a group is flat", () => {
    const unknown = linesOf("rarl", [{ isCorrect: null }, {}], 0).map(plain);
    expect(unknown).toContain("accuracy: not-recomputable");
    expect(unknown).toContain("total: not-recomputable");
    expect(unknown).toContain("advantage: none");
    expect(linesOf("vanilla", [{}, {}], 0).map(plain)).toContain("flat: all_right");
    expect(
      linesOf(
        "two-phase",
        [{}, {}].map(() => ({ step: null })),
        0,
      ).map(plain),
    ).toContain("total: not-recomputable");
  });
});
