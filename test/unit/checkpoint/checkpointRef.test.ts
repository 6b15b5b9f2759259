import { describe, expect, it } from "vitest";
import { checkpointRef } from "../../../src/core/evaluation/checkpoint/checkpointRef.js";
import { chosenCheckpoint, type HostCheckpoint } from "../../../src/core/evaluation/checkpoint/hostCheckpoint.js";

describe("the name of a checkpoint", () => {
  it.each([
    ["rarl-20261001@200", { run: "rarl-20261001", stage: null, step: 200 }],
    ["rarl@2-dialog/40", { run: "rarl", stage: "2-dialog", step: 40 }],
    ["/data/me@host/run@last", { run: "/data/me@host/run", stage: null, step: null }],
  ])("%s", (text, expected) => expect(checkpointRef(text)).toEqual(expected));

  it.each(["run", "@20", "run@", "run@-1", "run@../20", "run@a/b/20", "run@20 "])("is not %s", text =>
    expect(checkpointRef(text)).toBeNull(),
  );
});

describe("the checkpoint that is meant", () => {
  const one = (stage: string, step: number): HostCheckpoint => ({
    form: "fsdp",
    path: `/${stage}/${step}`,
    stage,
    step,
  });
  const all = [one("10-cause", 20), one("2-depth", 20), one("2-depth", 100), one("2-depth", 40)];

  it("is of the last stage that has the step, by number and not by name", () => {
    expect(chosenCheckpoint(all, { stage: null, step: 20 })?.path).toBe("/10-cause/20");
    expect(chosenCheckpoint(all, { stage: null, step: 40 })?.path).toBe("/2-depth/40");
  });

  it("is the last one of a stage", () =>
    expect(chosenCheckpoint(all, { stage: "2-depth", step: null })?.path).toBe("/2-depth/100"));

  it("is none where no stage has the step", () => {
    expect(chosenCheckpoint(all, { stage: null, step: 60 })).toBeNull();
    expect(chosenCheckpoint([], { stage: null, step: null })).toBeNull();
  });
});
