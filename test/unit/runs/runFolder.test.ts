import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { runFolder } from "../../../src/node/runs/runFolder.js";

const facts = (marked: string[], dumps: string[]) => ({
  isMarked: (folder: string) => marked.includes(folder),
  dumpsBelow: (folder: string) => dumps.filter(path => dirname(path) === folder).length,
});

describe("the run of a file", () => {
  test("is the nearest marked folder upwards", () => {
    expect(runFolder("/r/a/rollouts", "/r", facts(["/r/a", "/r"], ["/r/a/rollouts"]))).toBe("/r/a");
  });
  test("is the folder that holds more than one folder of dumps", () => {
    expect(runFolder("/r/a/rollouts", "/r", facts([], ["/r/a/rollouts", "/r/a/validation"]))).toBe("/r/a");
  });
  test("is the dumps' own folder when nothing marks another", () => {
    expect(runFolder("/r/a/rollouts", "/r", facts([], ["/r/a/rollouts"]))).toBe("/r/a/rollouts");
  });
  test("never leaves the opened root", () => {
    expect(runFolder("/r/a", "/r", facts(["/"], ["/r/a"]))).toBe("/r/a");
  });
  test("is not a checkpoint's folder, though it holds the trainer's state", () => {
    expect(runFolder("/r/a/checkpoint-500", "/r", facts(["/r/a/checkpoint-500", "/r/a"], []))).toBe("/r/a");
  });
});
