import { describe, expect, it } from "vitest";
import { scanText, scanPieces } from "./scanText.js";

const row = (extra: string) => `{"input": "p", "output": "o", "score": 1, "step": 2, "x": ${extra}}\n`;

describe("the walk over lines", () => {
  it("takes in lines longer than its window: strings, lists, deep nesting, backslashes without end", () => {
    const long = 3 << 20;
    const values = [
      `"${"a".repeat(long)}"`,
      `[${"-0.125, ".repeat(long / 8)}0]`,
      `["${"\\u00e9".repeat(long / 6)}", {"a": ["b"]}]`,
      "[".repeat(100_000) + "]".repeat(100_000),
      `"${"\\\\".repeat(long / 2)}"`,
      `"${"\\\\".repeat(long / 2)}\\""`,
    ];
    const { columns } = scanText(values.map(row).join("") + row("5"));
    expect(columns.count).toBe(values.length + 1);
    for (let k = 0; k < columns.count; k++) {
      expect(columns.isMalformed(k), String(k)).toBe(false);
      expect([columns.scoreOf(k), columns.stepOf(k), columns.groupOf(k)]).toEqual([1, 2, 0]);
    }
    expect(columns.numbers.get("x")?.valueOf(values.length)).toBe(5);
  });

  it("hashes and measures prompts and responses that span windows", () => {
    const big = "<tool_call>".repeat(200_000);
    const line = JSON.stringify({ input: big, output: big, score: 1, step: 2 });
    const { columns } = scanText(`${line}\n${line}\n`);
    expect([columns.groupOf(0), columns.groupOf(1), columns.groupCount]).toEqual([0, 0, 1]);
    expect(columns.responseLengthOf(0)).toBe(big.length);
    // More than the column holds; it says so by its greatest value.
    expect(columns.callOpeningsOf(0)).toBe(0xffff);
  });

  it("counts every tag where windows meet", () => {
    const tags = 5000;
    for (const shift of [0, 3, 7, 10]) {
      const output = "y".repeat((1 << 20) - 200 + shift) + "<grounding>".repeat(tags);
      const { columns } = scanText(`${JSON.stringify({ input: "", output, score: 1, step: 2 })}\n`);
      expect(columns.callOpeningsOf(0)).toBe(tags);
    }
  });

  it("refuses a line that never closes, and one that closes too often", () => {
    const { columns } = scanText(row("[".repeat(1000)) + row("1}") + row("1"));
    expect([0, 1, 2].map(k => columns.isMalformed(k))).toEqual([true, true, false]);
  });

  it.each(["!", "N", "1", "nul", "é"])("keeps what is written of a line so far, be it %o", begun => {
    const { columns } = scanPieces([row("1") + begun, `\n${row("2")}`]);
    expect([columns.count, columns.isMalformed(1), columns.isMalformed(2)]).toEqual([3, true, false]);
  });

  it("takes nothing of a line before into one that has no keys and no end yet", () => {
    const pieces = [`${row("1")}{"input": ""\n{}`, "\n"];
    const last = scanPieces(pieces).dump.table.malformed.at(-1);
    expect(last?.reason).toEqual({ code: "missing-keys", keys: ["input", "output"] });
    expect(scanPieces(pieces.slice(0, 1)).dump.table.malformed.at(-1)).toEqual(last);
  });

  it("finds its state again after other files were scanned in between", () => {
    const text = row('{"a": [{"b": "c"}, 1]}') + row("1");
    for (let cut = 1; cut < text.length - 1; cut++) {
      const pieces = [text.slice(0, cut), text.slice(cut)];
      const { columns } = scanPieces(pieces, undefined, () => scanText(`${"[[".repeat(cut)}"\n{"input": "q`));
      expect([columns.count, columns.isMalformed(0), columns.isMalformed(1), columns.groupCount]).toEqual([
        2,
        false,
        false,
        1,
      ]);
    }
  });
});
