import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filterFieldNames } from "../../../src/core/filter/filterField.js";
import { parseFilter } from "../../../src/core/filter/parseFilter.js";
import { parseSort } from "../../../src/core/filter/parseSort.js";

const text = readFileSync(join(import.meta.dirname, "..", "..", "..", "docs", "filtering.md"), "utf8");

const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].flatMap(([, block = ""]) =>
    block.split("\n").filter(line => line !== ""),
  );

describe("docs/filtering.md", () => {
  it.each(blocks("filter"))("%s is an expression", line => {
    expect(parseFilter(line)).toMatchObject({ kind: "expression" });
  });

  it.each(blocks("sort"))("%s is an order", line => {
    expect(parseSort(line)).toMatchObject({ kind: "sort" });
  });

  it("names every field", () => {
    expect(filterFieldNames.filter(name => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it("shows a command whose texts are read", () => {
    const [, where = "", sort = ""] = /--where "([^"]+)" --sort "([^"]+)"/.exec(text) ?? [];
    expect([parseFilter(where).kind, parseSort(sort).kind]).toEqual(["expression", "sort"]);
  });
});
