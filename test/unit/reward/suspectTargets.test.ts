import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { suspectTargets } from "../../../src/core/reward/suspectTargets.js";
import type { RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import { auditedFacts, type Said } from "./auditedFacts.js";
import { factSetOf } from "./factSetOf.js";

const target: Box = [100, 100, 300, 300];
const elsewhere: Box = [600, 600, 800, 800];
const shifted = ([x1, y1, x2, y2]: Box, by: number): Box => [x1 + by, y1 + by, x2 + by, y2 + by];

/** Eight rollouts of one question, each a few pixels off. */
const asked = (question: number, box: Box, more: Said = {}): readonly RolloutFacts[] =>
  Array.from({ length: 8 }, (_, i) =>
    auditedFacts({ question, boxes: [shifted(box, i)], targets: [target], pageKey: `page ${question}`, ...more }),
  );
const suspects = (...facts: readonly (readonly RolloutFacts[])[]) => suspectTargets(factSetOf(facts.flat()).view);

describe("a suspect target", () => {
  it("is one that the rollouts agree to look away from", () => {
    const found = suspects(asked(0, target), asked(1, elsewhere));
    expect(found).toMatchObject([{ question: 1, kind: "box", withTarget: 0 }]);
    expect(found[0]?.indexes).toEqual([8, 9, 10, 11, 12, 13, 14, 15]);
    expect(found[0]?.agreement).toBeGreaterThan(0.9);
  });

  it("is none where rollouts look here and there, or too few look", () => {
    const scattered = [0, 1, 2, 3, 4, 5, 6, 7].map(i =>
      auditedFacts({ boxes: [shifted([400, 400, 500, 500], i * 60)], targets: [target] }),
    );
    expect(suspects(scattered)).toEqual([]);
    expect(suspects(asked(0, elsewhere).slice(0, 3))).toEqual([]);
  });

  it("is none where the boxes hold the target, lie in it, or are the page", () => {
    expect(suspects(asked(0, [50, 50, 700, 700]))).toEqual([]);
    expect(suspects(asked(0, [180, 180, 220, 220]))).toEqual([]);
    expect(suspects(asked(0, [0, 0, 990, 990]))).toEqual([]);
  });

  it("is none where the model asks for the same box on every page", () => {
    const habit = [0, 1, 2, 3, 4, 5].flatMap(question => asked(question, elsewhere));
    expect(suspects(habit)).toEqual([]);
  });

  it("is none where nobody knows the targets", () => {
    expect(suspects(asked(0, elsewhere, { targets: null }))).toEqual([]);
  });
});

describe("a suspect answer", () => {
  const wrong = { isCorrect: false, answerKey: "B", boxes: [target], found: 0.9 };

  it("is one that nearly all rollouts contradict in the same way, with the target in view", () => {
    expect(suspects(asked(3, target, wrong))).toMatchObject([
      { question: 3, kind: "answer", agreement: 1, withTarget: 0 },
    ]);
  });

  it("is none where they did not look, give different answers, or some are right", () => {
    expect(suspects(asked(0, target, { ...wrong, boxes: [], found: 0 }))).toEqual([]);
    const different = asked(0, target, wrong).map((facts, i) => ({ ...facts, answerKey: String(i) }));
    expect(suspects(different)).toEqual([]);
    const some = asked(0, target, wrong).map((facts, i) =>
      i < 2 ? { ...facts, isCorrect: true, answerKey: "A" } : facts,
    );
    expect(suspects(some)).toEqual([]);
  });
});
