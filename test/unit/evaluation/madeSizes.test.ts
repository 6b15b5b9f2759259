import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mulberry32 } from "../../../src/core/evaluation/mulberry32.js";
import { findInconsistencies } from "../../../src/core/evaluation/paper/findInconsistencies.js";
import { differenceText, shareText } from "../../../src/core/evaluation/paper/printedShare.js";
import { readPrintedTables } from "../../../src/core/evaluation/paper/printedTable.js";

/** A column of counts of `n`, of which the table says nothing; the first is the base of the others' deltas. */
interface MadeColumn {
  readonly n: number;
  readonly counts: readonly number[];
  /** Deltas of the numbers before they were rounded, or of the printed ones. */
  readonly ofCounts: boolean;
}

function texts({ n, counts, ofCounts }: MadeColumn): readonly { readonly delta: string; readonly value: string }[] {
  const base = counts[0] ?? 0;
  return counts.map(k => {
    const value = shareText(k, n, 2);
    const printed = Number(value) - Number(shareText(base, n, 2));
    return { value, delta: differenceText(ofCounts ? (100 * (k - base)) / n : printed, 2) };
  });
}

/** `off`: what is added to the last row's delta, in hundredths. */
function found(made: MadeColumn, off = 0) {
  const column = { id: "c", label: "c", task: null, unit: "percent", choices: null, items: null };
  const rows = texts(made).map(({ delta, value }, at) => {
    const given = at === made.counts.length - 1 ? differenceText(Number(delta) + off / 100, 2) : delta;
    const name = { id: `r${at}`, label: `r${at}`, role: "measured", model: `r${at}`, input: "page", trained: [] };
    return { ...name, base: at === 0 ? null : "r0", cells: [at === 0 ? value : `${given} ${value}`] };
  });
  const table = { id: "made", source: "made", kind: "methods", columns: [column], rows };
  return findInconsistencies(readPrintedTables([table]));
}

/** Counts as they come: each as likely as the others. */
const columns = (sizes: readonly number[], fewest: number, most: number): fc.Arbitrary<MadeColumn> =>
  fc
    .record({
      ...{ n: fc.constantFrom(...sizes), seed: fc.nat(), ofCounts: fc.boolean() },
      length: fc.integer({ min: fewest, max: most }),
    })
    .map(({ n, seed, length, ofCounts }) => {
      const random = mulberry32(seed);
      return { n, ofCounts, counts: Array.from({ length }, () => Math.floor(random() * (n + 1))) };
    });

describe("a column whose number of questions nobody says", () => {
  it("has no inconsistency where its numbers are true, be they few or of any number of questions", () => {
    const sizes = [37, 103, 150, 200, 300, 526, 900, 1000, 1500, 2000, 5000];
    fc.assert(
      fc.property(columns(sizes, 3, 20), made => {
        expect(found(made).findings).toEqual([]);
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  it("of up to a thousand questions is known by enough numbers, so that a delta that is off by its last digit is found", () => {
    fc.assert(
      fc.property(columns([103, 150, 300, 526, 900], 16, 24), made => {
        const size = found(made).sizes[0];
        expect([size?.n === null ? null : made.n % (size?.n ?? 0), size?.misfits]).toEqual([0, []]);
        const [of, printed] = [texts({ ...made, ofCounts: true }), texts({ ...made, ofCounts: false })].map(all =>
          Number(all.at(-1)?.delta),
        );
        // Where both are the same, the numbers leave no other delta.
        fc.pre(of === printed);
        expect(found(made, 1).findings).toMatchObject([
          { code: "delta-differs", at: { row: `r${made.counts.length - 1}` } },
        ]);
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it("is not known by a few numbers, or where they are too many questions", () => {
    const few = { n: 526, counts: [120, 250, 333, 401], ofCounts: false };
    const many = { n: 5000, counts: [1021, 2234, 3303, 4478, 1999, 2812, 3777, 4001, 823, 511], ofCounts: true };
    for (const made of [few, many]) {
      expect(found(made).sizes).toMatchObject([{ n: null, derivation: "unknown", misfits: [] }]);
      // What was rounded may be off so: nobody can tell.
      expect(found(made, 1).findings).toEqual([]);
      expect(found(made, 3).findings).toMatchObject([{ code: "delta-differs" }]);
    }
  });
});
