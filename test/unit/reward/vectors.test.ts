import { describe, expect, it } from "vitest";
import { advantages } from "../../../src/core/reward/advantages.js";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { estimatorIds } from "../../../src/core/reward/estimatorId.js";
import { factsOfInput, rewardInputSchema } from "../../../src/core/reward/rewardInput.js";
import { ruleAt } from "../../../src/core/reward/ruleAt.js";
import { scoreRollout } from "../../../src/core/reward/scoreRollout.js";
import { scoreTerms } from "../../../src/core/reward/scoreTerms.js";
import { parseStrategySpec } from "../../../src/core/reward/strategySpec.js";
import { rewardVectors } from "./vectors.js";

const { tolerance, vectors, groups } = rewardVectors;
const digits = -Math.log10(tolerance);

function ruleOf(spec: string, options: (typeof vectors)[number]["options"]) {
  const read = parseStrategySpec(spec, builtInStrategies, options);
  if (read.kind === "problem") throw new Error(`${spec}: ${read.code} ${read.values.join(" ")}`);
  const rule = ruleAt(read.strategy, null);
  if (rule === null) throw new Error(`${spec} has no rule`);
  return rule;
}

describe("worked examples", () => {
  it.each(vectors)("$id: components and every total", ({ input, options, components, totals }) => {
    const facts = factsOfInput(rewardInputSchema.parse(input));
    const own = scoreRollout(facts, ruleOf("rarl", options)).components;
    for (const [name, value] of Object.entries(components))
      expect({ ...own }).toHaveProperty(name, expect.closeTo(value, 6));
    for (const [spec, total] of Object.entries(totals)) {
      const rule = ruleOf(spec, options);
      expect(scoreRollout(facts, rule).total, spec).toBeCloseTo(total, digits);
      expect(scoreTerms(facts, rule).total, spec).toBeCloseTo(total, digits);
    }
  });

  it("covers 24 cases under five strategies and their alternatives", () => {
    expect(vectors).toHaveLength(24);
    expect(new Set(vectors.flatMap(({ totals }) => Object.keys(totals))).size).toBe(14);
  });

  it.each(groups)("$id: advantages", ({ rewards, advantages: wanted }) => {
    for (const estimator of estimatorIds) {
      const [given] = advantages([{ rewards }], estimator);
      wanted[estimator]?.forEach((value, index) => expect(given?.[index], estimator).toBeCloseTo(value, digits));
    }
  });
});
