import * as z from "zod";
import type { Run } from "../runs/run.js";
import { makeTool } from "./tool.js";
import { pageInput } from "./pageInput.js";
import { refuseInput } from "./refuseInput.js";

const input = z.strictObject(pageInput);

/** Steps that are named; a run may have thousands. */
const shownSteps = 50;

function folderJson({ path, phase, steps }: Run["folders"][number]) {
  const numbers = steps.map(({ step }) => step);
  return { folder: path, phase, steps: steps.length, newest: numbers.slice(0, shownSteps) };
}

function runJson({ name, path, folders, stepless }: Run) {
  return {
    name,
    path,
    dumps: folders.map(folderJson),
    filesWithoutSteps: stepless.slice(0, shownSteps).map(file => ({ file: file.path, rollouts: file.columns.count })),
  };
}

/** How old the answers are, and what to do about it. */
const readJson = (readAt: string | null) =>
  readAt === null ? {} : { readAt, whatWasWrittenSince: "It is read when the server is started again." };

export const listRunsTool = makeTool({
  name: "loupe_list_runs",
  description:
    "Lists the runs of reinforcement learning and the evaluations that are open: each with its folder, its steps (newest first) and its files. The paths are what the other loupe tools take. `readAt`: when they were read, where they are not followed as they grow.",
  input,
  refuse: refuseInput,
  answer: async ({ runs, readAt }, { offset, limit }) => {
    await runs.whenIdle();
    const all = runs.parts().list().runs;
    const next = offset + limit < all.length ? offset + limit : null;
    return { total: all.length, next, ...readJson(readAt), runs: all.slice(offset, offset + limit).map(runJson) };
  },
});
