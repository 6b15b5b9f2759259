import { describe, expect, it } from "vitest";
import { readOptions } from "../../../src/core/dataset/readOptions.js";

const options = [
  { label: "A", text: "the knight" },
  { label: "B", text: "the queen" },
];

describe("readOptions", () => {
  it("reads every way of writing the same options", () => {
    for (const written of [options, ["the knight", "the queen"], { A: "the knight", B: "the queen" }]) {
      expect(readOptions(written)).toEqual(options);
      expect(readOptions(JSON.stringify(written))).toEqual(options);
    }
  });

  it("leaves out what is no option, and has none where there is none", () => {
    expect(readOptions([{ label: "A" }, 3, "the queen"])).toEqual([{ label: "C", text: "the queen" }]);
    for (const nothing of [undefined, null, 7, "the knight", "[broken"]) expect(readOptions(nothing)).toEqual([]);
  });
});
