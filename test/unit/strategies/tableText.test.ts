import { describe, expect, it } from "vitest";
import { tableText } from "../../../src/core/reward/tableText.js";

const table = {
  head: ["strategy", "mean", "why"],
  rows: [
    ["rarl", 2.5, "a | b"],
    ["vanilla", null, 'said "no",\nthen yes'],
  ],
};

describe("a table as Markdown", () => {
  it("keeps its columns whatever the cells hold, numbers to the right", () => {
    expect(tableText.markdown(table)).toBe(
      '| strategy | mean | why |\n| --- | --: | --- |\n| rarl | 2.5 | a \\| b |\n| vanilla |  | said "no", then yes |\n',
    );
  });

  it("is text only: no tag and no link of a model's gets through", () => {
    const text = tableText.markdown({ head: ["a"], rows: [["<img src=x> [x](http://y)"]] });
    expect(text).toContain("\\<img src=x\\> \\[x\\](http://y)");
  });

  it("fills rows that are too short", () => {
    expect(tableText.markdown({ head: ["a", "b"], rows: [["x"]] })).toContain("| x |  |\n");
  });
});

describe("a table as CSV", () => {
  it("quotes what holds commas, quotes or line breaks", () => {
    expect(tableText.csv(table)).toBe('strategy,mean,why\r\nrarl,2.5,a | b\r\nvanilla,,"said ""no"",\nthen yes"\r\n');
  });

  it("runs nothing in a spreadsheet, and leaves numbers as they are", () => {
    const text = tableText.csv({
      head: ["a", "b"],
      rows: [
        ["=cmd()", -1.5],
        ["@x", 0],
        ["-2", 1],
      ],
    });
    expect(text).toBe("a,b\r\n'=cmd(),-1.5\r\n'@x,0\r\n'-2,1\r\n");
  });
});
