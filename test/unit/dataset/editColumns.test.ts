import { describe, expect, it } from "vitest";
import { editColumns } from "../../../src/core/dataset/editColumns.js";
import { readLoupeConfig } from "../../../src/core/dataset/loupeConfig.js";

describe("columns of a loupe.json", () => {
  it("are written without touching anything else in it, and taken out again", () => {
    const before = '{\n  "datasets":  ["../data.jsonl"],\n  "columns": { "image": "page" }\n}\n';
    const after = editColumns(before, { response: "model.reply", score: "grade" });
    expect(after).toContain('"datasets":  ["../data.jsonl"],');
    expect(after).toContain('"image": "page"');
    expect(editColumns(after, { response: null, score: null })).not.toContain("grade");
  });

  it("make an object of an empty text, which is read as it was meant", () => {
    const { config, problems } = readLoupeConfig(editColumns("", { response: "a.b", prompt: "q" }));
    expect([config.columns, problems]).toEqual([{ response: "a.b", prompt: "q" }, []]);
  });
});
