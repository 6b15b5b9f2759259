import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findInconsistencies } from "../../../src/core/evaluation/paper/findInconsistencies.js";
import type { PrintedClaim } from "../../../src/core/evaluation/paper/printedClaim.js";
import { differenceText, shareText } from "../../../src/core/evaluation/paper/printedShare.js";
import { readPrintedTables } from "../../../src/core/evaluation/paper/printedTable.js";
import { redrawTable } from "../../../src/core/evaluation/paper/redrawTable.js";

/** A table whose measured cells are counts: `counts[row][column]` of `sizes[column]`. Row 0 is the base. */
interface Made {
  readonly sizes: readonly number[];
  readonly choices: readonly number[];
  readonly counts: readonly (readonly number[])[];
  /** Deltas of the printed numbers, or of the counts. */
  readonly ofCounts: boolean;
  readonly areGiven: boolean;
}

const mades: fc.Arbitrary<Made> = fc
  .record({
    sizes: fc.array(fc.integer({ min: 40, max: 200 }), { minLength: 2, maxLength: 3 }),
    seeds: fc.array(fc.array(fc.double({ min: 0.02, max: 0.98, noNaN: true }), { minLength: 3, maxLength: 3 }), {
      ...{ minLength: 8, maxLength: 12 },
    }),
    choices: fc.array(fc.constantFrom(2, 3, 4), { minLength: 3, maxLength: 3 }),
    ofCounts: fc.boolean(),
    areGiven: fc.boolean(),
  })
  .map(({ sizes, seeds, ...rest }) => ({
    ...{ sizes, ...rest },
    counts: seeds.map(row => sizes.map((n, column) => Math.round((row[column] ?? 0) * n))),
  }));

const percent = (made: Made, row: number, column: number): string =>
  shareText(made.counts[row]?.[column] ?? 0, made.sizes[column] ?? 1, 2);

function deltaText(made: Made, row: number, column: number): string {
  const [k, base] = [made.counts[row]?.[column] ?? 0, made.counts[0]?.[column] ?? 0];
  if (made.ofCounts) return differenceText((100 * (k - base)) / (made.sizes[column] ?? 1), 2);
  return differenceText(Number(percent(made, row, column)) - Number(percent(made, 0, column)), 2);
}

interface Planted {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/** The table's text, with one cell (row −1: the random one) written otherwise. */
function tableOf(made: Made, planted: Planted | null = null, id = "made") {
  const cell = (row: number, column: number, text: string) =>
    planted?.row === row && planted.column === column ? planted.text : text;
  const columns = made.sizes.map((n, at) => ({
    ...{ id: `c${at}`, label: `c${at}`, task: null, unit: "percent", choices: made.choices[at] ?? 2 },
    items: made.areGiven ? n : null,
  }));
  const random = columns.map(({ choices }, at) => cell(-1, at, shareText(1, choices, 2)));
  const measured = made.counts.map((counts, row) =>
    counts.map((_, at) =>
      cell(row, at, row === 0 ? percent(made, 0, at) : `${deltaText(made, row, at)} ${percent(made, row, at)}`),
    ),
  );
  const rowOf = (name: string, cells: readonly string[], isRandom: boolean) => ({
    ...{ id: name, label: name, role: isRandom ? "random" : "measured", model: name, input: "page" },
    ...{ base: isRandom || name === "r0" ? null : "r0", trained: [], cells },
  });
  const rows = [rowOf("random", random, true), ...measured.map((cells, row) => rowOf(`r${row}`, cells, false))];
  return { id, source: "made", kind: "methods", columns, rows };
}

const findingsOf = (tables: readonly unknown[], claims: readonly PrintedClaim[] = []) =>
  findInconsistencies(readPrintedTables(tables), claims).findings;
const cells = fc.record({ row: fc.integer({ min: 1, max: 7 }), column: fc.integer({ min: 0, max: 1 }) });
const at = (row: number, column: number) => ({ table: "made", row: `r${row}`, column: `c${column}` });

describe("a made table", () => {
  it("has no inconsistency, and neither have claims of its own numbers", () => {
    fc.assert(
      fc.property(mades, cells, (made, { row, column }) => {
        const gain = Number(deltaText(made, row, column));
        const claims: PrintedClaim[] = [
          { id: "g", source: "", kind: "gain", stated: gain, decimals: 1, from: at(0, column), to: at(row, column) },
        ];
        expect(findingsOf([tableOf(made)], claims)).toEqual([]);
      }),
    );
  });

  it("is drawn again as it is printed", () => {
    fc.assert(
      fc.property(mades, made => {
        fc.pre(!made.ofCounts);
        const [table] = readPrintedTables([tableOf(made)]);
        if (table === undefined) return;
        for (const row of redrawTable(table, [table]).rows) {
          for (const [column, cell] of Object.entries(row.cells)) {
            expect([column, cell.text]).toEqual([column, cell.printed]);
            // A delta of nothing is printed here, and left out in the paper's tables.
            if (Number(cell.delta.printed) !== 0) expect(cell.delta.agrees).toBe(true);
          }
        }
      }),
    );
  });
});

describe("what is planted in it is found", () => {
  it("as a delta that is not the difference", () => {
    fc.assert(
      fc.property(mades, cells, fc.integer({ min: 2, max: 900 }), (made, { row, column }, off) => {
        const delta = differenceText(Number(deltaText(made, row, column)) + off / 100, 2);
        const planted = { row, column, text: `${delta} ${percent(made, row, column)}` };
        const found = findingsOf([tableOf(made, planted)]);
        expect(found).toMatchObject([{ code: "delta-differs", at: at(row, column), delta }]);
      }),
    );
  });

  it("as a percentage that is no count", () => {
    fc.assert(
      fc.property(mades, cells, fc.integer({ min: 2, max: 20 }), (made, { row, column }, off) => {
        const value = Number(percent(made, row, column)) + off / 100;
        const delta = differenceText(value - Number(percent(made, 0, column)), 2);
        const planted = { row, column, text: `${delta} ${value.toFixed(2)}` };
        const found = findingsOf([tableOf({ ...made, areGiven: true, ofCounts: false }, planted)]);
        const isCountOfFewer = found[0]?.code === "mixed-sizes";
        expect(found).toMatchObject([
          isCountOfFewer ? { at: [at(row, column)] } : { code: "no-count", at: at(row, column) },
        ]);
      }),
    );
  });

  it("as a count of fewer questions", () => {
    fc.assert(
      fc.property(mades, cells, (made, { row, column }) => {
        const n = made.sizes[column] ?? 1;
        const k = made.counts[row]?.[column] ?? 0;
        const text = shareText(Math.min(k, n - 1), n - 1, 2);
        fc.pre(k > 0 && k < n - 1 && made.counts.every((_, other) => percent(made, other, column) !== text));
        const delta = differenceText(Number(text) - Number(percent(made, 0, column)), 2);
        const found = findingsOf([tableOf({ ...made, areGiven: true }, { row, column, text: `${delta} ${text}` })]);
        fc.pre(found.length > 0 || shareText(Math.round((Number(text) * n) / 100), n, 2) !== text);
        expect(found).toMatchObject([{ code: "mixed-sizes", n, at: [{ ...at(row, column), k }] }]);
      }),
    );
  });

  it("as one model with two values", () => {
    fc.assert(
      fc.property(mades, cells, (made, { row, column }) => {
        const counts = made.counts.map((own, one) =>
          own.map((k, other) => (one === row && other === column ? (k + 3) % (made.sizes[column] ?? 1) : k)),
        );
        const found = findingsOf([tableOf(made), tableOf({ ...made, counts }, null, "second")]);
        expect(found).toMatchObject([
          { code: "two-values", model: `r${row}`, column: `c${column}`, at: [at(row, column), { table: "second" }] },
        ]);
      }),
    );
  });

  it("as a random row of another number of choices", () => {
    fc.assert(
      fc.property(mades, made => {
        const text = made.choices[0] === 2 ? "25.00" : "50.00";
        const found = findingsOf([tableOf(made, { row: -1, column: 0, text })]);
        expect(found).toMatchObject([
          { code: "random-differs", choices: made.choices[0], at: { row: "random", printed: text } },
        ]);
      }),
    );
  });

  it("as a claim that its cells do not bear out", () => {
    fc.assert(
      fc.property(mades, cells, fc.double({ min: 0.2, max: 30, noNaN: true }), (made, { row, column }, off) => {
        const [from, to, source] = [at(0, column), at(row, column), ""];
        const difference = Number(deltaText(made, row, column));
        const gain = { id: "g", source, kind: "gain", stated: difference + off, decimals: 1, from, to } as const;
        expect(findingsOf([tableOf(made)], [gain])).toMatchObject([{ code: "claim-differs", claim: "g" }]);
        fc.pre(difference !== 0);
        const [lower, higher] = difference > 0 ? [from, to] : [to, from];
        const lead = { id: "l", source, kind: "surpasses", here: lower, there: higher } as const;
        expect(findingsOf([tableOf(made)], [lead])).toMatchObject([{ code: "claim-differs", claim: "l" }]);
        const gap = { id: "h", source, kind: "closes-gap", over: 0.5, from: lower, to: lower, target: higher } as const;
        expect(findingsOf([tableOf(made)], [gap])).toMatchObject([{ code: "claim-differs", claim: "h" }]);
      }),
    );
  });
});

it("a mean outside its parts is found, and one inside is not", () => {
  const of = (text: string) => ({
    ...{ id: "t", source: "made", kind: "zooms" },
    columns: [{ id: "c", label: "c", task: null, unit: "iou", choices: null, items: null }],
    rows: [
      { id: "r", label: "r", role: "measured", model: "r", input: "zoom", base: null, trained: [], cells: [text] },
    ],
  });
  // Their mean is 0.8355, which is rounded to either.
  expect(findingsOf([of("0.835 (0.842; 0.829)")])).toEqual([]);
  expect(findingsOf([of("0.836 (0.842; 0.829)")])).toEqual([]);
  expect(findingsOf([of("0.834 (0.842; 0.829)")])).toMatchObject([{ code: "mean-differs", isRounding: false }]);
  expect(findingsOf([of("0.853 (0.842; 0.829)")])).toMatchObject([{ code: "mean-differs" }]);
});

it("a table whose cells have another form is refused", () => {
  expect(() =>
    readPrintedTables([
      { ...tableOf({ sizes: [50], choices: [2], counts: [], ofCounts: false, areGiven: true }), rows: [1] },
    ]),
  ).toThrow();
});
