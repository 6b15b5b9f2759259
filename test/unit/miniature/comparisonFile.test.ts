import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { comparisonExcess } from "../../../src/core/simulate/miniature/comparisonBounds.js";
import { statementKind } from "../../../src/core/simulate/miniature/statementKind.js";
import { comparisonFile } from "../../../src/node/simulate/comparisonFile.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { madeUpMiniature } from "../../webview/madeUpMiniature.js";

const makeFolder = temporaryFolder();
const shown = madeUpMiniature("");
if (shown.kind !== "comparison") throw new Error("the made-up comparison is none");
const { comparison } = shown;

describe("the file of a comparison", () => {
  it("takes the place of the one before, and leaves nothing beside it", async () => {
    const folder = makeFolder();
    const file = join(folder, "a.loupe-miniature.json");
    writeFileSync(file, "the one before");
    expect(await comparisonFile.problem(file)).toBeNull();
    expect(readFileSync(file, "utf8")).toBe("the one before");
    expect(await comparisonFile.write(file, comparison)).toBeNull();
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(comparison)));
    expect(readdirSync(folder)).toEqual(["a.loupe-miniature.json"]);
  });

  it("that cannot be written says why, before and after, and leaves nothing", async () => {
    const folder = makeFolder();
    const taken = join(folder, "a.loupe-miniature.json");
    mkdirSync(taken);
    expect(await comparisonFile.problem(taken)).toContain("it is a folder");
    expect(await comparisonFile.write(taken, comparison)).not.toBeNull();
    expect(readdirSync(folder)).toEqual(["a.loupe-miniature.json"]);
    expect(await comparisonFile.problem(join(folder, "none", "b.loupe-miniature.json"))).toContain("ENOENT");
  });
});

it("a comparison is bounded in its strategies, and in the steps of all of them together", () => {
  expect(comparisonExcess(64, 1562)).toBeNull();
  expect(comparisonExcess(64, 1563)).toEqual({ code: "steps", most: 1562 });
  expect(comparisonExcess(65, 1)).toEqual({ code: "arms", most: 64 });
});

it("a statement is of the kind that its code has, and one that nobody knows is a caution", () => {
  expect(statementKind("ordering-held")).toBe("supported");
  expect(statementKind("one-seed")).toBe("caution");
  expect(statementKind("constructor")).toBe("caution");
});
