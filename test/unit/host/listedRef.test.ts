import { describe, expect, it } from "vitest";
import { listedRef } from "../../../src/host/commands/listedRef.js";

describe("the rollout of an item of a list", () => {
  const ref = { file: "/runs/a/3.jsonl", row: 7 };

  it.each([
    ["a match", { kind: "hit", row: { ref, count: 2 }, index: 1 }],
    ["a golden rollout", { kind: "rollout", ref, question: "Who?" }],
    ["a golden question, by its latest", { kind: "question", latest: { ref, step: 40 }, steps: 3 }],
    ["a golden question at one step", { kind: "step", step: 40, ref }],
  ])("is that of %s", (_, item) => {
    expect(listedRef(item)).toEqual(ref);
  });

  it.each([
    ["one that is gone", { kind: "rollout", ref: null }],
    ["a question of no rollouts", { kind: "question", latest: null }],
    ["a step of what was found", { kind: "step", file: ref.file, hits: [] }],
    ["what says how many more there are", { kind: "more", row: { ref } }],
    ["a row that is no number", { kind: "rollout", ref: { file: "a", row: -1 } }],
    ["nothing", undefined],
  ])("is none for %s", (_, item) => {
    expect(listedRef(item)).toBeNull();
  });
});
