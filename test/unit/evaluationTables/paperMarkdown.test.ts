import { describe, expect, it } from "vitest";
import json from "../../../src/core/evaluation/paper/printedTables.json" with { type: "json" };
import { redrawPaperTable } from "../../../src/core/evaluation/paper/redrawTable.js";
import { tableNumbers } from "../../../src/core/evaluation/tables/tableNumber.js";
import { drawnText } from "../../../src/protocol/evaluation/drawnText.js";
import { drawTable } from "../../../src/protocol/evaluation/drawTable.js";
import { englishResults } from "../../../src/protocol/evaluation/resultSay.js";

/** Cells of a line of Markdown, without its marks. */
const cellsOf = (line: string): readonly string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map(cell =>
      cell
        .trim()
        .replace(/^\*+|(?<!\\)\*+$/g, "")
        .replaceAll("\\", ""),
    );

/** A printed cell as the table shows it: the number, its difference behind it, what it is the mean of, its footnote. */
function shownAs(printed: string): string {
  const [, delta, number = "", parts = "", foot = ""] =
    /^([+-][\d.]+ )?([\d./]+)( \([^)]*\))?( \[\d\])?$/.exec(printed) ?? [];
  return `${number}${delta === undefined ? "" : ` (${delta.trim()})`}${parts}${foot}`;
}

/** Where the print cannot be so, as rules find it: what is shown in its place. */
const differing: Readonly<Record<string, string>> = {
  "5 rarl action_recognition": "76.19 (+32.65; printed +32.64)",
  "5 rarl depth_comparison": "57.28 (+7.77; printed +7.28)",
};

describe("the paper's tables in Markdown", () => {
  it.each(tableNumbers)("Table %s has every cell to its last printed digit", number => {
    const table = json.find(({ id }) => id === number) ?? expect.fail("no such table");
    const options = { number, own: null, paper: redrawPaperTable(number), setName: String, say: englishResults };
    const lines = drawnText.markdown([drawTable(options)], englishResults).split("\n");
    const rows = lines.filter(line => line.startsWith("| ")).slice(2);
    expect(rows).toHaveLength(table.rows.length);
    for (const [at, row] of table.rows.entries()) {
      const printed = table.columns.map(({ id }, column) => {
        const text = row.cells[column];
        return differing[`${number} ${row.id} ${id}`] ?? (typeof text === "string" ? shownAs(text) : "");
      });
      const [label, ...cells] = cellsOf(rows[at] ?? "");
      expect(label).toBe(`${row.label} (paper)`);
      expect(cells.slice(0, printed.length)).toEqual(printed);
    }
  });

  it("tell what cannot be so beside the table that it stands in", () => {
    const notes = (number: "3" | "4" | "5" | "6" | "7") =>
      drawTable({
        ...{ number, own: null, paper: redrawPaperTable(number), setName: String, say: englishResults },
      }).notes.join("\n");
    expect(notes("5")).toContain(
      "the printed difference +7.28 is not that of its cells, which is +7.77; it is the difference from Table 3, Random",
    );
    expect(notes("3")).toContain("with the 4 choices that are printed guessing gives 25.00");
    expect(notes("4")).toContain("54.34 is no whole count of 103 questions: those next to it are 53.40 and 54.37");
    expect(notes("5")).toContain("47.02 is no whole count of 126 questions");
    expect(notes("7")).toContain("qwen2.5-vl-7b has several values in one column");
    expect(notes("6")).toContain("the mean of 0.842, 0.829 is 0.8355, and 0.8359 weighted by calls");
    expect(notes("6")).toContain("states 0.8; the cells give 0.855");
    expect(notes("3")).toContain("are counts of 128 questions, others of 136");
  });
});
