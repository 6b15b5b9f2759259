import { describe, expect, it } from "vitest";
import * as z from "zod";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import type { RewardFacts } from "../../../src/core/reward/rewardFacts.js";
import { factsOfInput, rewardInputSchema } from "../../../src/core/reward/rewardInput.js";
import { rulesOf, ruleAt } from "../../../src/core/reward/ruleAt.js";
import type { RewardRule } from "../../../src/core/reward/strategy.js";
import { strategyHash } from "../../../src/core/reward/strategyHash.js";
import { parseStrategySpec } from "../../../src/core/reward/strategySpec.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { rewardVectors } from "../reward/vectors.js";
import { scoreCases } from "./trainer.js";

const scoreSchema = z.object({ total: z.number(), components: z.record(z.string(), z.number().nullable()) });
const makeFolder = temporaryFolder();

/** Facts under the names that `zoom_rules.py` gives them. */
const factsForPython = (facts: RewardFacts): unknown => ({
  page: facts.page === null ? null : [facts.page.width, facts.page.height],
  forms: facts.isWellFormed,
  is_correct: facts.isCorrect,
  answer_chars: facts.answerChars,
  calls: facts.calls.map(({ requested, executed, isExecuted }) => ({ requested, executed, is_executed: isExecuted })),
  tool: facts.tool,
  question_id: facts.coin.questionId,
  response_crc: facts.coin.responseCrc,
});

function ruleOf(spec: string, options: (typeof rewardVectors.vectors)[number]["options"]): RewardRule {
  const read = parseStrategySpec(spec, builtInStrategies, options);
  const rule = read.kind === "ok" ? ruleAt(read.strategy, null) : null;
  if (rule === null) throw new Error(`${spec} has no rule`);
  return rule;
}

const wanted = rewardVectors.vectors.flatMap(({ id, input, options, totals, components }) =>
  Object.entries(totals).map(([spec, total]) => ({ id, input, total, components, rule: ruleOf(spec, options), spec })),
);

describe("worked examples in Python", () => {
  it("give the same components and totals under every strategy", () => {
    const cases = wanted.map(({ input }, r) => ({
      r,
      facts: factsForPython(factsOfInput(rewardInputSchema.parse(input))),
    }));
    const phases = wanted.map(({ rule }) => ({ rule, strategyHash: strategyHash(rule) }));
    const given = scoreCases({ phases, questions: [] }, cases, makeFolder());
    expect(given).toHaveLength(wanted.length);
    wanted.forEach(({ id, spec, total, components, rule }, index) => {
      const scored = scoreSchema.parse(given[index]);
      expect(scored.total, `${id} ${spec}`).toBeCloseTo(total, 6);
      if (rule.options.format === "deepeyes") return;
      for (const [name, value] of Object.entries(components).filter(() => spec === "rarl"))
        expect({ ...scored.components }, id).toHaveProperty(name, expect.closeTo(value, 6));
    });
    expect(wanted.length).toBeGreaterThan(200);
  });

  it("covers every built-in rule by its hash: Python refuses options whose hash is another", () => {
    const rules = builtInStrategies.flatMap(rulesOf);
    const phases = rules.map(rule => ({ rule, strategyHash: strategyHash(rule) }));
    const cases = phases.map((_, r) => ({ r, q: 0, text: "", truth: "A", info: {} }));
    const given = scoreCases({ phases, questions: [{}] }, cases, makeFolder());
    given.forEach((value, index) => {
      expect(value).toMatchObject({ strategy_hash: phases[index]?.strategyHash });
    });
    const wrong = [{ ...phases[0], strategyHash: "00000000" }];
    expect(() => scoreCases({ phases: wrong, questions: [{}] }, cases.slice(0, 1), makeFolder())).toThrow(/hash/);
  });
});
