import { describe, expect, it } from "vitest";
import { listMessage, type ListSituation } from "../../../src/host/tree/listMessage.js";
import { english } from "./english.js";

const quiet: ListSituation = { filters: [], counts: null, progress: null, notice: "", hasRuns: true };
const message = (changes: Partial<ListSituation>) => listMessage({ ...quiet, ...changes }, english);

describe("the line above the tree", () => {
  it("is empty when there is nothing to tell", () => {
    expect(message({})).toBe("");
  });

  it("names the active filters with what passes them", () => {
    const counts = { passing: 37, of: 5120, isComplete: true, unaudited: 0 };
    expect(message({ filters: ["wrong", "no-zoom"], counts })).toBe("wrong, no zoom · 37 of 5,120");
  });

  it("says so while not every rollout was looked at", () => {
    const counts = { passing: 3, of: 5120, isComplete: false, unaudited: 0 };
    expect(message({ filters: ["cut-off"], counts })).toBe("cut off · 3 of 5,120 so far");
  });

  it("says of the audit's filter how many rollouts it cannot tell", () => {
    const counts = { passing: 11, of: 5120, isComplete: true, unaudited: 4992 };
    expect(message({ filters: ["differs"], counts })).toBe(
      "reward differs from its rule · 11 of 5,120 · 4,992 not audited yet",
    );
  });

  it("names the filters before anything is counted", () => {
    expect(message({ filters: ["refused"] })).toBe("refused zoom");
  });

  it("tells what is being read while the list is empty, and leaves it to the status bar afterwards", () => {
    const progress = { filesDone: 12, filesKnown: 2000 };
    expect(message({ progress, hasRuns: false })).toBe("reading 12 of 2,000 files…");
    expect(message({ progress: { filesDone: 7, filesKnown: 7 }, hasRuns: false })).toBe("reading, 7 files so far…");
    expect(message({ progress: { filesDone: 0, filesKnown: 0 }, hasRuns: false })).toBe("looking for runs…");
    expect(message({ progress })).toBe("");
  });

  it("keeps a notice beside the filters", () => {
    expect(message({ filters: ["wrong"], notice: "The folder is gone." })).toBe("wrong · The folder is gone.");
  });
});
