import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowAtByte } from "../../../src/node/index/rowAtByte.js";

const columnsOf = (offsets: readonly number[]) => ({
  count: offsets.length,
  offsetOf: (row: number) => offsets[row] ?? Number.NaN,
});

describe("the row at a byte", () => {
  it("is the first of the rows of its unit, whose place is no multiple of anything", () => {
    const rowsOfUnits = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 50 }), rows: fc.nat(4) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(rowsOfUnits, fc.nat(3000), (units, byte) => {
        let at = 0;
        const offsets = units.flatMap(({ gap, rows }) => Array<number>(rows).fill((at += gap)));
        for (const asked of [...offsets, byte]) {
          const first = offsets.indexOf(asked);
          expect(rowAtByte(columnsOf(offsets), asked)).toBe(first < 0 ? null : first);
        }
      }),
    );
  });

  it("is none of a file without rows", () => {
    expect(rowAtByte(columnsOf([]), 0)).toBeNull();
  });
});
