import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignTargets } from "../../../src/core/page/assignTargets.js";
import type { Box } from "../../../src/core/page/box.js";
import { matchBoxes } from "../../../src/core/page/matchBoxes.js";

/** Tries every one-to-one assignment. */
function bestSum(values: readonly (readonly number[])[], row = 0, used: readonly number[] = []): number {
  if (row === values.length) return 0;
  let best = values.length > values[0]!.length ? bestSum(values, row + 1, used) : -Infinity;
  for (let column = 0; column < values[0]!.length; column++) {
    if (used.includes(column)) continue;
    best = Math.max(best, values[row]![column]! + bestSum(values, row + 1, [...used, column]));
  }
  return best;
}

const matrix = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).chain(([rows, columns]) =>
  fc.array(
    fc.array(fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: columns,
      maxLength: columns,
    }),
    { minLength: rows, maxLength: rows },
  ),
);

describe("the assignment of calls to targets", () => {
  it("has the largest sum of all one-to-one assignments", () => {
    fc.assert(
      fc.property(matrix, values => {
        const assigned = assignTargets(values);
        const sum = assigned.reduce<number>(
          (total, column, row) => total + (column === null ? 0 : values[row]![column]!),
          0,
        );
        expect(sum).toBeCloseTo(bestSum(values), 9);
      }),
      { numRuns: 400 },
    );
  });

  it("uses no target twice and as many as it can", () => {
    fc.assert(
      fc.property(matrix, values => {
        const used = assignTargets(values).filter(column => column !== null);
        expect(new Set(used).size).toBe(used.length);
        expect(used.length).toBe(Math.min(values.length, values[0]!.length));
      }),
    );
  });

  it("gives up a good pair where two others are better together", () => {
    expect(
      assignTargets([
        [0.6, 0.5],
        [0.5, 0],
      ]),
    ).toEqual([1, 0]);
  });

  it("has nothing to give without targets", () => {
    expect(assignTargets([])).toEqual([]);
    expect(assignTargets([[], []])).toEqual([null, null]);
  });

  it("takes hundreds of calls and targets", () => {
    const values = Array.from({ length: 200 }, (_, row) =>
      Array.from({ length: 200 }, (_, column) => (row === column ? 1 : 0.5)),
    );
    expect(assignTargets(values)).toEqual(Array.from({ length: 200 }, (_, row) => row));
  });
});

describe("matching boxes", () => {
  const left: Box = [0, 0, 100, 100];
  const right: Box = [200, 0, 300, 100];

  it("does not depend on the order of the calls", () => {
    expect(matchBoxes([right, left], [left, right])).toEqual([
      { target: 1, iou: 1 },
      { target: 0, iou: 1 },
    ]);
  });

  it("leaves surplus and missing boxes with 0", () => {
    expect(matchBoxes([null, left, left], [left])).toEqual([
      { target: null, iou: 0 },
      { target: 0, iou: 1 },
      { target: null, iou: 0 },
    ]);
  });
});
