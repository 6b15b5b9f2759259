import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { withSchemas } from "../../../scripts/cliDocs.mjs";
import { outputJsonSchemas } from "../../../src/node/cli/outputSchemas.js";

describe("docs/cli.md", () => {
  test("shows every schema as the code has it (node scripts/cliDocs.mjs writes them)", async () => {
    const text = readFileSync(resolve(import.meta.dirname, "../../../docs/cli.md"), "utf8");
    expect(await withSchemas(text, outputJsonSchemas())).toBe(text);
  });

  test("is refused when a schema has no place, or a place no schema", async () => {
    const text = "<!-- schema: a -->\n\nold\n\n<!-- end of schema -->\n";
    expect(await withSchemas(text, { a: { type: "string" } })).toContain('{ "type": "string" }');
    await expect(withSchemas(text, { a: {}, b: {} })).rejects.toThrow("no place for: b");
    await expect(withSchemas(text, {})).rejects.toThrow("not there: a");
  });
});
