import { expect, it } from "vitest";
import { miniatureTables, withTables } from "../../../scripts/miniatureTables.mjs";
import { examinedSettings } from "../../../src/core/simulate/miniature/examinedSettings.js";
import { miniatureConstants } from "../../../src/core/simulate/miniature/miniatureConstants.js";
import { defaultMiniatureOptions } from "../../../src/core/simulate/miniature/miniatureOptions.js";
import { miniatureParameters } from "../../../src/core/simulate/miniature/miniatureParameters.js";
import { doubtfulOrderings, robustOrderings } from "../../../src/core/simulate/miniature/orderings.js";
import { rangeText } from "../../../src/core/simulate/miniature/parameterRange.js";
import { readProjectFile } from "./projectFiles.js";

const tables = miniatureTables({
  ...{ miniatureParameters, defaultMiniatureOptions, miniatureConstants, rangeText },
  ...{ robustOrderings, doubtfulOrderings, examinedSettings },
});

it("docs/miniature.md has every assumption, ordering and setting as the code has it (else: node scripts/miniatureDocs.mjs)", async () => {
  const document = readProjectFile("docs/miniature.md");
  expect(await withTables(document, tables)).toBe(document);
});

it("a table that the document has no place for is told", async () => {
  await expect(withTables("# Miniature\n", tables)).rejects.toThrow("no place for: parameters");
});
