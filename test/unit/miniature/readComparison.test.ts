import { describe, expect, it } from "vitest";
import { readComparison } from "../../../src/core/simulate/miniature/readComparison.js";
import { madeUpMiniature } from "../../webview/madeUpMiniature.js";

const shown = madeUpMiniature("");
if (shown.kind !== "comparison") throw new Error("the made-up comparison is none");
const { comparison } = shown;
const read = (value: unknown) => readComparison(JSON.stringify(value));

describe("a file of a comparison", () => {
  it("is read as it was written, with a byte order mark too", () => {
    expect(read(comparison)).toEqual({ kind: "comparison", comparison });
    expect(readComparison(`\uFEFF${JSON.stringify(comparison)}`)).toEqual({ kind: "comparison", comparison });
  });

  it("that is no JSON, or something else, is told apart", () => {
    expect(readComparison("{")).toEqual({ kind: "not-json" });
    expect(read([])).toEqual({ kind: "malformed", place: "" });
    expect(read({ ...comparison, arms: [] })).toEqual({ kind: "malformed", place: "arms" });
    expect(read({ ...comparison, seeds: ["1"] })).toEqual({ kind: "malformed", place: "seeds.0" });
  });

  it("of a later format says so", () => {
    expect(read({ version: 2, isSimulated: true, runs: [] })).toEqual({ kind: "other-version", version: "2" });
  });

  it("that does not say that it is simulated is refused", () => {
    expect(read({ ...comparison, isSimulated: false })).toEqual({ kind: "malformed", place: "isSimulated" });
  });

  it("with more arms than there may be is refused", () => {
    const arms = Array.from({ length: 65 }, () => comparison.arms[0]);
    expect(read({ ...comparison, arms })).toEqual({ kind: "malformed", place: "arms" });
  });

  it("with a pair of an arm that is not there is refused", () => {
    const pairs = comparison.pairs.map((pair, i) => (i === 3 ? { ...pair, second: 17 } : pair));
    expect(read({ ...comparison, pairs })).toEqual({ kind: "malformed", place: "pairs.3" });
  });
});
