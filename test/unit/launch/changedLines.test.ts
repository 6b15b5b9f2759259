import { describe, expect, test } from "vitest";
import { changedLines } from "../../../src/core/launch/changedLines.js";

describe("changed lines", () => {
  test("are those that the text before did not have, each of its lines counted once", () => {
    expect(changedLines("a\nb\nb\nc", "a\nb\nd")).toEqual([2, 3]);
    expect(changedLines("a", "a\nb")).toEqual([]);
  });

  test("are none where there was nothing before, and all where it was another text", () => {
    expect(changedLines("a\nb", null)).toEqual([]);
    expect(changedLines("a\nb", "c")).toEqual([0, 1]);
  });
});
