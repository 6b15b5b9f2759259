import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePair } from "../../../src/core/compare/comparePair.js";
import { gatherSides } from "../../../src/core/compare/gatherSides.js";
import type { SideFacts } from "../../../src/core/compare/sideFacts.js";
import { sideOutcome } from "../../../src/core/compare/sideOutcome.js";
import { transitionOf } from "../../../src/core/compare/transitionOf.js";
import { mcnemar } from "../../../src/core/evaluation/mcnemar.js";
import { statisticsVectors } from "../../fixtures/statistics/statisticsVectors.js";
import { madeOutcomes, madeSide, type MadeRollout } from "./madeSide.js";

function compared(left: SideFacts, right: SideFacts) {
  const gathered = gatherSides([left, right]);
  const [atLeft, atRight] = gathered.sides;
  if (atLeft === undefined || atRight === undefined) throw new Error("two sides");
  const found = comparePair(atLeft, atRight, gathered.taskKinds.length);
  const pairs = transitionOf(found.pairing.pairs, atLeft.columns, atRight.columns, atLeft.clusters);
  return { ...found, gathered, pairs };
}

const sideOf = (letters: string, also: Partial<MadeRollout> = {}) => madeSide(madeOutcomes(letters, also));
const keysOf = (found: ReturnType<typeof compared>, questions: Int32Array) =>
  [...questions].map(question => found.gathered.questionKeys[question]);

describe("questions of two sides", () => {
  it("pair by their key, in whatever order each side has them", () => {
    const left = madeSide([{ question: "a" }, { question: "b" }, { question: "c" }, { question: "b" }]);
    const right = madeSide([{ question: "d" }, { question: "c" }, { question: "b" }]);
    const found = compared(left, right);
    expect(keysOf(found, found.pairing.pairs)).toEqual(["b", "c"]);
    expect(keysOf(found, found.pairing.onlyLeft)).toEqual(["a"]);
    expect(keysOf(found, found.pairing.onlyRight)).toEqual(["d"]);
  });

  it.each([
    ["20 of 20", "r".repeat(20), 0, null],
    ["19 of 19", "r".repeat(19), 0, "few-pairs"],
    ["20 of 40", "r".repeat(40), 20, null],
    ["20 of 41", "r".repeat(41), 21, "under-half"],
    ["none", "r".repeat(30), 30, "no-common-question"],
    ["an empty side", "", 0, "empty-side"],
  ])("are compared as pairs or not: %s", (_, letters, skipped, reason) => {
    const left = sideOf(letters);
    const right = letters === "" ? sideOf("rrr") : madeSide(madeOutcomes("r".repeat(letters.length)).slice(skipped));
    const alone = madeSide([{ question: "elsewhere", outcome: "correct" }]);
    const found = compared(left, reason === "no-common-question" ? alone : right);
    expect(found.unpairedReason).toBe(reason);
    expect(found.transitions.length > 0).toBe(reason === null);
    expect(found.differences.length > 0).toBe(reason !== null);
  });

  it("have one outcome a side: right when more than half are", () => {
    const outcome = (letters: string) => {
      const facts = madeSide([...madeOutcomes(letters)].map(one => ({ ...one, question: "q" })));
      const columns = gatherSides([facts]).sides[0]?.columns;
      return columns === undefined ? null : sideOutcome(columns, 0);
    };
    expect(["r", "rrw", "rw", "rruw", "wwu", "wu", "uuw", "ruu", "r??", "??"].map(outcome)).toEqual([
      ...["correct", "correct", "wrong", "wrong", "wrong", "wrong", "unparsed", "unparsed", "correct", "unknown"],
    ]);
  });
});

describe("a transition", () => {
  it("counts what became of each question, and unknown ones beside", () => {
    const { pairs } = compared(sideOf("rrrwwwuuu??r"), sideOf("rwurwurwur??"));
    expect(pairs.matrix).toEqual([
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect(pairs).toMatchObject({ pairs: 12, unknown: 3, lost: 2, gained: 2, p: 1 });
    expect(pairs.difference).toMatchObject({ value: 0, n: 9 });
  });

  it("tests the questions that are right on one side alone", () => {
    const { pairs } = compared(sideOf("wwwwwwuurr"), sideOf("rrrrrrrrrw"));
    expect(pairs).toMatchObject({ lost: 1, gained: 8, p: mcnemar(1, 8) });
    expect(pairs.difference.value).toBeCloseTo(0.7, 12);
  });

  it.each(statisticsVectors.paired)("has the interval of the differences of its pages: $a, $b", vector => {
    const side = (clusters: readonly (readonly number[])[]) =>
      madeSide(
        clusters.flatMap((values, page) =>
          values.map((value, i) => ({
            question: `${page}.${i}`,
            page: `page ${page}`,
            outcome: value === 1 ? ("correct" as const) : ("wrong" as const),
          })),
        ),
      );
    const { pairs } = compared(side(vector.b), side(vector.a));
    expect(pairs.difference.value).toBeCloseTo(vector.mean, 9);
    expect([pairs.gained, pairs.lost]).toEqual([vector.mcnemar.b, vector.mcnemar.c]);
    expect(pairs.p).toBeCloseTo(vector.mcnemar.p, 9);
    // t(0.975) of as many degrees of freedom as pages less one: 1, 2 or 3. No difference is below −1.
    const critical = [12.7062047361747, 4.30265272974946, 3.1824463052837][vector.a.length - 2] ?? NaN;
    expect(pairs.difference.lo).toBeCloseTo(Math.max(-1, vector.mean - critical * vector.error), 9);
    expect(pairs.difference.hi).toBeCloseTo(Math.min(1, vector.mean + critical * vector.error), 9);
  });

  it("is turned around when the sides are", () => {
    const letters = fc.string({ unit: fc.constantFrom("r", "w", "u", "?"), minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const [there, back] = [compared(sideOf(a), sideOf(b)).pairs, compared(sideOf(b), sideOf(a)).pairs];
        expect(there.matrix).toEqual([0, 1, 2].map(i => back.matrix.map(row => row[i])));
        expect([there.lost, there.gained, there.p]).toEqual([back.gained, back.lost, back.p]);
        expect(there.difference.value ?? 0).toBeCloseTo(-(back.difference.value ?? 0), 12);
        const counted = there.matrix.flat().reduce((sum, count) => sum + count, there.unknown);
        expect(counted).toBe(Math.min(a.length, b.length));
      }),
    );
  });

  it("takes several rollouts of a question as one: their mean and their majority", () => {
    const rollouts = (letters: string) => madeOutcomes(letters).map(one => ({ ...one, question: "q" }));
    const { pairs } = compared(madeSide(rollouts("rwww")), madeSide(rollouts("rrrw")));
    expect(pairs).toMatchObject({ pairs: 1, lost: 0, gained: 1 });
    expect(pairs.difference).toEqual({ value: 0.5, lo: null, hi: null, n: 1 });
  });
});

describe("task kinds", () => {
  const letters = "r".repeat(30) + "w".repeat(10);
  const kindOf = (i: number) => (i < 20 ? "counting" : "action");
  const withKinds = (text: string) => madeSide(madeOutcomes(text).map((one, i) => ({ ...one, taskKind: kindOf(i) })));

  it("each have their transition, with p values of one family", () => {
    const found = compared(withKinds(letters), withKinds("w".repeat(8) + "r".repeat(22) + "r".repeat(6) + "wwww"));
    const [all, ...byKind] = found.transitions;
    expect(all).toMatchObject({ taskKind: null, figures: { pairs: 40, lost: 8, gained: 6 } });
    expect(all?.figures.adjusted).toBe(all?.figures.p);
    expect(byKind.map(({ taskKind }) => found.gathered.taskKinds[taskKind ?? -1])).toEqual(["counting", "action"]);
    expect(byKind.map(({ figures }) => figures.p)).toEqual([mcnemar(8, 0), mcnemar(0, 6)]);
    expect(byKind.map(({ figures }) => figures.adjusted)).toEqual([2 * mcnemar(8, 0), mcnemar(0, 6)]);
  });

  it("are compared unpaired where questions do not pair, by all that each side has", () => {
    const left = madeSide(madeOutcomes("rrww", { taskKind: "counting" }));
    const right = madeSide(
      madeOutcomes("rrrwr", { taskKind: "counting" })
        .map(one => ({ ...one, question: `other ${one.question}` }))
        .concat({ question: "x", outcome: "wrong", taskKind: "action" }),
    );
    const found = compared(left, right);
    expect(found.unpairedReason).toBe("no-common-question");
    const [all, counting, action] = found.differences;
    expect(all?.figures).toMatchObject({ leftQuestions: 4, rightQuestions: 6 });
    expect(counting?.figures.difference.value).toBeCloseTo(0.3, 12);
    expect(counting?.figures.difference.lo).toBeLessThan(0);
    expect(action?.figures).toMatchObject({ leftQuestions: 0, difference: { value: null, lo: null, hi: null } });
  });
});
