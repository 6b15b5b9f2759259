import { describe, expect, it } from "vitest";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { factsOfOutput } from "../../../src/core/reward/factsOfOutput.js";
import { ruleAt } from "../../../src/core/reward/ruleAt.js";
import { scoreRollout } from "../../../src/core/reward/scoreRollout.js";
import type { MiniatureGroup } from "../../../src/core/simulate/miniature/miniature.js";
import { miniatureText } from "../../../src/core/simulate/miniature/miniatureText.js";
import { nextSteps, openWith, strategyOf } from "./trainingOf.js";

const everyKind = {
  panel_understanding: 1,
  action_recognition: 1,
  depth_comparison: 1,
  character_identification: 1,
  character_counting: 1,
};

/** What the rule of a step pays for the written text of each rollout. */
function paidForText(spec: string, step: number, { asked, rollouts }: MiniatureGroup): readonly (number | null)[] {
  const rule = ruleAt(strategyOf(spec), step)!;
  const facts = rollouts.map((rollout, index) => {
    const read = factsOfOutput({
      output: miniatureText(asked, rollout, index),
      question: asked.question,
      space: "page",
      verdict: { kind: "number", value: rollout.isCorrect ? 1 : 0 },
    });
    if (read === null) throw new RangeError("a response that cannot be read");
    return read;
  });
  const callRate = facts.filter(({ calls }) => calls.length > 0).length / facts.length;
  return facts.map(one => scoreRollout(one, rule, { callRate }).total);
}

const specs = [
  ...builtInStrategies.map(({ id }) => id),
  "rarl@answerLimit=2",
  "rarl@gateAccuracy=true;m=executed;match=reuse",
  "two-phase@warmStart=format+count;box=executed",
  "rarl@format=answer-only;count=soft;cap=1",
];

describe("the reward that trained", () => {
  it.each(specs)("is what the written text is worth under %s, to the last bit", spec => {
    // Small figures and long first calls: some boxes are refused.
    const miniature = openWith(spec, {
      seed: 2,
      prompts: 8,
      pages: 30,
      mix: everyKind,
      firstCall: 0.6,
      shift: [0, 0, -1.5, -1],
    });
    for (const { step, groups } of nextSteps(miniature, 20).filter(({ step }) => step === 1 || step >= 17))
      for (const group of groups)
        expect(paidForText(spec, step, group)).toEqual(group.rollouts.map(({ total }) => total));
  });

  it("also in validations, before the first step too", () => {
    const miniature = openWith("two-phase", { seed: 3, pages: 10 });
    for (const group of miniature.validate())
      expect(paidForText("two-phase", 0, group)).toEqual(group.rollouts.map(({ total }) => total));
  });

  it("is tossed with the text by the random control", () => {
    const miniature = openWith("format-random", { seed: 4, pages: 10 });
    const parts = nextSteps(miniature, 3).flatMap(({ groups }) =>
      groups.flatMap(({ rollouts }) =>
        rollouts.map(({ total, reward }) => (total ?? Number.NaN) - (reward.format ?? 0)),
      ),
    );
    const heads = parts.filter(part => part === 1).length;
    expect(new Set(parts)).toEqual(new Set([0, 1]));
    expect(heads / parts.length).toBeGreaterThan(0.4);
    expect(heads / parts.length).toBeLessThan(0.6);
  });
});
