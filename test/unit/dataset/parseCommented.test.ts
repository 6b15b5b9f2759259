import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editColumns } from "../../../src/core/dataset/editColumns.js";
import { readLoupeConfig } from "../../../src/core/dataset/loupeConfig.js";
import { parseCommented } from "../../../src/core/dataset/parseCommented.js";

const valueOf = (text: string): unknown => {
  const parsed = parseCommented(text);
  return parsed.ok ? parsed.value : `fails at ${parsed.at}`;
};

describe("JSON that a person wrote", () => {
  it("may hold comments and trailing commas, which texts keep", () => {
    expect(valueOf('// one\n{"a": [1, 2, /* two */ ], /* , */ "b": "// no, /* comment */ ,]",\n} // end')).toEqual({
      a: [1, 2],
      b: "// no, /* comment */ ,]",
    });
    expect(valueOf('\uFEFF{"a": 1,}')).toEqual({ a: 1 });
    expect(valueOf('{"a": NaN, // still\n}')).toEqual({ a: NaN });
  });

  it.each(['{"a": }', "{,}", "[1,,]", '{"a": 1', "[1 2]", '{"a":,}', "/* no end", ""])(
    "is refused as ever: %s",
    text => {
      expect(parseCommented(text).ok).toBe(false);
    },
  );

  it("is wrong at a place of the text as it is written", () => {
    expect(valueOf('{"a": 1, /* x */ "b" 2,}')).toBe("fails at 21");
  });

  it("is what JSON.parse makes of it, with comments and commas put in", () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(json, fc.constantFrom("/* , } */", "// ]\n", " "), (value, comment) => {
        const text = JSON.stringify([value], null, 1).replace(/\n\s*\]$/, `,${comment}\n]`);
        expect(valueOf(comment + text + comment)).toEqual(JSON.parse(JSON.stringify([value])));
      }),
    );
  });

  it("is read in a loupe.json, which keeps its comments when columns are named", () => {
    const text = '{\n  // Where the pages are.\n  "imageRoots": ["pages"],\n}\n';
    expect(readLoupeConfig(text)).toEqual({ config: { imageRoots: ["pages"] }, problems: [] });
    const edited = editColumns(text, { response: "reply" });
    expect(edited).toContain("// Where the pages are.");
    expect(readLoupeConfig(edited)).toEqual({
      config: { imageRoots: ["pages"], columns: { response: "reply" } },
      problems: [],
    });
  });
});
