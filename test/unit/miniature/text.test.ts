import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc32 } from "../../../src/core/reward/crc32.js";
import { factsOfOutput } from "../../../src/core/reward/factsOfOutput.js";
import type { RewardFacts } from "../../../src/core/reward/rewardFacts.js";
import { miniatureText, type WrittenRollout } from "../../../src/core/simulate/miniature/miniatureText.js";
import type { MiniatureQuestion } from "../../../src/core/simulate/miniature/miniature.js";
import { makeRandom } from "../../../src/core/simulate/random.js";
import { someQuestions, someRollout } from "./standIn.js";

const questions = someQuestions(3, 6);

/** A question, a rollout of it and its place in the group. */
const drawn = fc.tuple(fc.nat(questions.length - 1), fc.nat(), fc.nat(7)).map(([at, seed, index]) => {
  const asked = questions[at]!;
  return { asked, index, rollout: someRollout(makeRandom(seed, "stand-in"), asked) };
});

/** What the rollout itself says, without its text. */
function meant(asked: MiniatureQuestion, { calls, ending, isRight }: WrittenRollout, text: string) {
  const isClean = ending === "clean";
  return {
    page: { width: 1600, height: 2200 },
    isWellFormed: { strict: isClean, deepeyes: isClean, "answer-only": ending !== "lost" },
    isCorrect: isRight && ending !== "lost",
    calls: calls.map(({ box, isExecuted }) => ({ requested: box, executed: isExecuted ? box : null, isExecuted })),
    tool: {
      kind: "targets",
      targets: asked.question.targets.map(({ box }) => box),
      expected: asked.question.expected_zooms,
    },
    coin: { questionId: asked.question.id, responseCrc: crc32(text) },
  } satisfies Partial<RewardFacts>;
}

describe("the text of a miniature rollout", () => {
  it("gives back calls, crops, answer and format of the rollout that it was written for", () => {
    fc.assert(
      fc.property(drawn, ({ asked, rollout, index }) => {
        const text = miniatureText(asked, rollout, index);
        const isCorrect = rollout.isRight && rollout.ending !== "lost";
        const read = factsOfOutput({
          output: text,
          question: asked.question,
          space: "page",
          verdict: { kind: "number", value: isCorrect ? 1 : 0 },
        });
        expect(read, text).toMatchObject(meant(asked, rollout, text));
      }),
      { numRuns: 3000 },
    );
  });

  it("says in every one of the policy's turns that it is simulated, and the chance of each region", () => {
    fc.assert(
      fc.property(drawn, ({ asked, rollout, index }) => {
        const text = miniatureText(asked, rollout, index);
        const turns = text.split("\nassistant\n");
        expect(turns).toHaveLength(rollout.calls.length + 1);
        for (const turn of turns) expect(turn).toContain("Simulated policy");
        rollout.calls.forEach(({ chance }, at) =>
          expect(turns[at]).toContain(chance < 0.01 ? "probability below 0.01" : `probability ${chance.toFixed(2)}`),
        );
      }),
    );
  });

  it("is the same for the same rollout, and writes sloppy and lost endings in several ways", () => {
    const random = makeRandom(1, "endings");
    const asked = questions[0]!;
    for (const [ending, least] of [
      ["sloppy", 3],
      ["lost", 2],
    ] as const) {
      const tails = new Set<string>();
      for (let index = 0; index < 64; index++) {
        const rollout: WrittenRollout = { ...someRollout(random, asked), ending };
        const text = miniatureText(asked, rollout, index);
        expect(miniatureText(asked, { ...rollout }, index)).toBe(text);
        const last = text.split("\nassistant\n").at(-1) ?? "";
        tails.add((last.match(/<\/?\w+>/g) ?? []).join(""));
      }
      expect(tails.size).toBeGreaterThanOrEqual(least);
    }
  });
});
