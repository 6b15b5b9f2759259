import { describe, expect, it } from "vitest";
import { taskKinds } from "../../../src/core/benchmark/taskKinds.js";
import { findInconsistencies } from "../../../src/core/evaluation/paper/findInconsistencies.js";
import { paperClaims } from "../../../src/core/evaluation/paper/paperClaims.js";
import { noteOf, paperNoteRecords } from "../../../src/core/evaluation/paper/paperNotes.js";
import { paperTables } from "../../../src/core/evaluation/paper/paperTables.js";
import { tableKinds } from "../../../src/core/evaluation/tables/tableKind.js";
import { paperNoteStrings } from "../../../src/protocol/evaluation/paperNoteStrings.js";
import { paperTableOf, redrawPaperTable, redrawTable } from "../../../src/core/evaluation/paper/redrawTable.js";

const found = findInconsistencies(paperTables, paperClaims);
const table = (id: string) => redrawPaperTable(id) ?? expect.fail("no such table");

/** A row as it is drawn again, delta first. */
function drawn(id: string, row: string): string {
  const { columns, rows } = table(id);
  const cells = rows.find(one => one.id === row)?.cells ?? {};
  return columns
    .flatMap(column => [cells[column.id]?.delta.text ?? [], cells[column.id]?.text ?? "?"])
    .flat()
    .join(" ");
}

describe("the paper's tables", () => {
  it.each([
    ["3", "qwen2.5-vl-7b", "41.33 43.54 49.51 54.76 50.00 49.26 8.11"],
    ["3", "gpt-4o", "51.33 31.97 52.43 76.80 63.49 49.22 13.51"],
    ["3", "gemini-2.5-pro", "74.67 74.15 63.11 90.48 46.03 83.09 27.03"],
    ["4", "gpt-4o-zoom-in", "+21.34 72.67 +23.13 55.10 +6.79 59.22 +14.75 63.97"],
    ["4", "qwen2.5-vl-7b-zoom-in", "+17.34 58.67 +12.24 55.78 +4.83 54.34 +3.68 52.94"],
    ["5", "sft-s", "+8.67 50.00 +26.53 70.07 -3.88 45.63 +0.80 55.56 -2.98 47.02 -0.04 49.22 +10.81 18.92"],
    ["5", "rl", "+14.00 55.33 +28.57 72.11 +2.92 52.43 +5.56 60.32 -2.38 47.62 +16.92 66.18 -2.70 5.41"],
    ["5", "rarl", "+10.00 51.33 +32.65 76.19 +7.77 57.28 / / +22.06 71.32 -5.41 2.70"],
    ["6", "rarl", "1.01 1.10 0.93 1.88 0.565 0.862 0.847 0.835"],
    ["7", "sft-r-character", "+5.34 46.67 43.54 -1.94 47.57 -4.77 50.79 -10.32 39.68 63.28 2.70"],
    ["7", "rl-action-depth", "+0.67 42.00 76.19 58.25 -2.39 53.17 -0.79 49.21 +10.25 61.03 +2.70 10.81"],
    ["8", "sft-r", "10.58 51.11"],
  ])("%s, %s: %s", (id, row, text) => {
    expect(drawn(id, row)).toBe(text);
  });

  it("are drawn to the last printed digit but where the print cannot be so", () => {
    const differing = ["3", "4", "5", "6", "7", "8"].flatMap(id =>
      table(id).rows.flatMap(row =>
        Object.entries(row.cells).flatMap(([column, cell]) => (cell.agrees ? [] : [[id, row.id, column]])),
      ),
    );
    expect(differing).toEqual([
      ["5", "rarl", "action_recognition"],
      ["5", "rarl", "depth_comparison"],
    ]);
    expect(redrawPaperTable("9")).toBeNull();
  });

  it("stand one for each kind of table of one's own, with the task kinds as columns", () => {
    expect(tableKinds.map(kind => paperTableOf(kind)?.id)).toEqual(["3", "4", "5", "6", "7", "8"]);
    expect(paperTableOf("models")?.columns.map(({ id }) => id)).toEqual(taskKinds);
  });

  it("have the best and second best over guessing marked", () => {
    const places = (column: string) =>
      table("3").rows.flatMap(row => {
        const place = row.cells[column]?.place ?? null;
        return place === null ? [] : [[row.id, place]];
      });
    expect(places("panel_reordering")).toEqual([
      ["gpt-4o", 1],
      ["gemini-2.5-flash", 2],
    ]);
    expect(places("action_recognition")).toEqual([
      ["gemini-2.0-flash", 2],
      ["gemini-2.5-flash", 2],
      ["gemini-2.5-pro", 1],
    ]);
  });

  it("have test sets of the sizes that their percentages are counts of", () => {
    expect(found.sizes.map(({ column, n, derivation }) => [column, n, derivation])).toEqual([
      ["panel_understanding", 150, "inferred"],
      ["action_recognition", 147, "inferred"],
      ["depth_comparison", 103, "inferred"],
      ["dialog_reordering", 126, "inferred"],
      ["panel_reordering", 126, "inferred"],
      ["character_identification", 136, "inferred"],
      ["character_counting", 37, "inferred"],
      ["mmmu-val", 900, "given"],
    ]);
    expect(found.sizes[6]?.rivals).toEqual([74, 111, 148, 185]);
  });
});

describe("the paper's inconsistencies", () => {
  const ofNote = (note: number) => found.findings.filter(finding => noteOf(finding) === note);

  it("that can be computed are found by rules that know no table", () => {
    const computable = paperNoteRecords.filter(({ finds }) => finds.length > 0).map(({ note }) => note);
    expect(computable).toEqual([1, 2, 3, 4, 5, 6, 7, 11, 13, 22]);
    for (const note of computable) expect(ofNote(note)).not.toEqual([]);
  });

  it.each([
    [1, { code: "random-differs", choices: 4, treatedAs: 2, recomputed: "25.00", at: { printed: "50.00" } }],
    [
      2,
      { code: "delta-differs", delta: "+7.28", recomputed: "+7.77", explainedBy: { row: "random", printed: "50.00" } },
    ],
    [3, { code: "delta-differs", delta: "+32.64", recomputed: "+32.65" }],
    [4, { code: "no-count", n: 103, at: { printed: "54.34" }, above: "54.37" }],
    [7, { code: "no-count", n: 126, at: { printed: "47.02" }, below: "46.83", above: "47.62" }],
    [13, { code: "too-few-items", items: 1, leastP: 1 }],
  ])("note %i", (note, finding) => {
    expect(ofNote(note)[0]).toMatchObject(finding);
  });

  it("1: the random row is drawn as two choices give it", () => {
    const cell = table("3").rows[0]?.cells["character_identification"];
    expect(cell).toMatchObject({ text: "50.00", printed: "50.00", agrees: true });
  });

  it("22: a mean that is not quite that of its parts", () => {
    const [mean, claim] = ofNote(22);
    expect(claim).toMatchObject({ code: "claim-differs", stated: 0.8 });
    expect(mean).toMatchObject({ code: "mean-differs", at: { printed: "0.835" }, isRounding: true });
    expect(mean).toHaveProperty("plain", expect.closeTo(0.8355, 9));
    expect(mean).toHaveProperty("byCalls", expect.closeTo(0.835915, 6));
  });

  it("5: one model, two baselines", () => {
    expect(ofNote(5)).toMatchObject([
      { code: "two-values", model: "qwen2.5-vl-7b", column: "dialog_reordering" },
      { code: "two-values", model: "qwen2.5-vl-7b", column: "character_identification" },
    ]);
  });

  it("6: mixed denominators", () => {
    expect(ofNote(6)).toMatchObject([
      { code: "mixed-sizes", n: 126, other: 125, at: [{ row: "gpt-4o", k: 96 }] },
      {
        code: "mixed-sizes",
        n: 136,
        other: 128,
        at: [{ k: 63 }, { k: 63 }, { row: "sft-s", k: 63 }, { k: 65 }, { k: 81 }],
      },
    ]);
  });

  it("11: half of the gap is closed at depth, and more than all of it at action", () => {
    expect(ofNote(11)).toMatchObject([{ code: "gap-overshot" }]);
    const claims = new Map(found.claims.map(({ claim, ...rest }) => [claim.id, rest]));
    expect(claims.get("rarl-gap-depth_comparison")).toMatchObject({ finding: null });
    expect(claims.get("rarl-gap-depth_comparison")?.recomputed).toBeCloseTo(8 / 14, 12);
    expect(claims.get("rarl-gap-action_recognition")?.recomputed).toBeCloseTo(48 / 45, 12);
    expect(claims.get("rarl-action-gain")?.finding).toBeNull();
    expect(claims.get("pro-highest")).toMatchObject({ recomputed: 6, finding: null });
  });

  it("are no others, but for two leads of few questions that are claimed too", () => {
    const others = found.findings.filter(finding => noteOf(finding) === null);
    expect(others).toMatchObject([
      { code: "too-few-items", claim: "rarl-flash-depth_comparison", items: 1 },
      { code: "too-few-items", claim: "rarl-flash-character_identification", items: 4 },
    ]);
  });

  it("ship with their source, every one", () => {
    expect(paperNoteRecords.map(({ note }) => note)).toEqual(Array.from({ length: 26 }, (_, i) => i + 1));
    for (const { source } of paperNoteRecords) expect(source).not.toEqual([]);
    expect(Object.keys(paperNoteStrings)).toEqual(paperNoteRecords.map(({ note }) => `paperNote${note}`));
  });
});

describe("an error that is planted", () => {
  it("as a gap that is none, since what should be reached lies below, is found", () => {
    const place = (row: string) => ({ table: "3", row, column: "depth_comparison" });
    const { claims } = findInconsistencies(paperTables, [
      {
        ...{ id: "planted", source: "nowhere", kind: "closes-gap", over: 0.4 },
        ...{ from: place("gemini-2.5-pro"), to: place("gpt-5-mini"), target: place("gemini-2.5-flash") },
      },
    ]);
    expect(claims[0]?.finding).not.toBeNull();
  });

  it.each([
    ["0.830", ["0.836", false]],
    ["0.839", ["0.836", false]],
    ["0.836", ["0.836", null]],
  ])("as a mean within its parts, %s, is found", (text, expected) => {
    const tables = paperTables.map(one => ({
      ...one,
      rows: one.rows.map(row => ({
        ...row,
        cells: Object.fromEntries(
          Object.entries(row.cells).map(([id, cell]) => [
            id,
            cell.parts.length === 0 ? cell : { ...cell, text, value: Number(text) },
          ]),
        ),
      })),
    }));
    const six = tables.find(({ id }) => id === "6") ?? expect.fail("no such table");
    const found = findInconsistencies(tables).findings.find(({ code }) => code === "mean-differs");
    const cell = redrawTable(six, tables).rows[0]?.cells["character_identification-iou"];
    expect([cell?.text, found === undefined ? null : "isRounding" in found && found.isRounding]).toEqual(expected);
  });

  it("into any percentage of the paper is found there", () => {
    const misfits = new Set(found.sizes.flatMap(size => size.misfits.map(({ place }) => JSON.stringify(place))));
    for (const [at, printed] of paperTables.entries()) {
      for (const row of printed.rows) {
        for (const { id, unit } of printed.columns) {
          const cell = row.cells[id];
          const place = { table: printed.id, row: row.id, column: id };
          const isCount = unit === "percent" && row.role === "measured" && (cell?.value ?? null) !== null;
          if (!isCount || cell === undefined || misfits.has(JSON.stringify(place))) continue;
          const value = Math.round(((cell.value ?? 0) + 0.03) * 100) / 100;
          const planted = { ...cell, text: value.toFixed(2), value };
          const rows = printed.rows.map(one =>
            one === row ? { ...row, cells: { ...row.cells, [id]: planted } } : one,
          );
          const { findings } = findInconsistencies(paperTables.with(at, { ...printed, rows }));
          const named = findings.filter(({ code }) => code === "no-count" || code === "mixed-sizes");
          expect(JSON.stringify(named)).toContain(JSON.stringify({ ...place, printed: planted.text }).slice(1, -1));
        }
      }
    }
  });
});
