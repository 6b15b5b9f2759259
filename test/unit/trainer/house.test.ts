import { describe, expect, it } from "vitest";
import * as z from "zod";
import { rewardEvidences } from "../../../src/core/rollout/rewardLine.js";
import { readProjectFile } from "../house/projectFiles.js";
import { rewardResultSchema, runPython, trainerFolder } from "./trainer.js";

const schema = z.record(
  z.string(),
  z.object({
    lines: z.number(),
    foreign: z.array(z.string()),
    functions: z.array(z.tuple([z.string(), z.number()])),
    has_docstring: z.boolean(),
  }),
);

/** What needs more than the standard library, at one thin border each. */
const borders: Readonly<Record<string, readonly string[]>> = {
  "zoom_tool.py": ["PIL", "verl"],
  "zoom_dataset.py": ["PIL", "datasets", "verl"],
};

// A file that Python 3.8 would not read makes the run itself fail.
const files = Object.entries(schema.parse(JSON.parse(runPython("inspectTrainer.py", [trainerFolder]))));

describe("the trainer's Python", () => {
  it("is there", () => {
    expect(files.map(([name]) => name)).toEqual(expect.arrayContaining(["zoom_reward.py", ...Object.keys(borders)]));
  });

  it.each(files)("%s imports the standard library only, but for its border", (name, { foreign }) => {
    expect(foreign).toEqual(borders[name] ?? []);
  });

  it.each(files)("%s is short, and so are its functions", (_, { lines, functions, has_docstring: hasDocstring }) => {
    expect(lines).toBeLessThanOrEqual(400);
    expect(functions.filter(([, length]) => length > 60)).toEqual([]);
    expect(functions.filter(([, length]) => length >= 30).length).toBeLessThanOrEqual(Math.ceil(functions.length / 10));
    expect(hasDocstring).toBe(true);
  });

  it("writes what the manual says", () => {
    const manual = readProjectFile("docs/trainer.md");
    const words = [...Object.keys(rewardResultSchema.shape), ...rewardEvidences];
    expect(words.filter(word => !manual.includes(`\`${word}\``))).toEqual([]);
  });
});
