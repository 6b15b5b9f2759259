import * as vscode from "vscode";
import { dirname } from "node:path";
import * as z from "zod";
import { queueStates } from "../../core/benchmark/review/reviewQueue.js";
import { taskKinds } from "../../core/benchmark/taskKinds.js";
import type { CommandHandlers } from "../commands/commandHandlers.js";
import { benchmarkNode } from "./benchmarkNode.js";
import { pickBenchmark } from "./pickBenchmark.js";
import type { ReviewPanels } from "./reviewPanels.js";

/** What the tree of benchmarks hands over. */
const argumentSchema = z.object({
  folder: z.string(),
  task: z.enum(taskKinds).nullable().optional(),
  /** The tree calls what nobody has decided new. */
  state: z
    .enum([...queueStates, "new"])
    .transform(state => (state === "new" ? "todo" : state))
    .nullable()
    .optional(),
});

/** The folder of a file that the explorer hands over. */
const folderOf = (argument: unknown): string | undefined =>
  argument instanceof vscode.Uri && argument.scheme === "file" ? dirname(argument.fsPath) : undefined;

/** The command that opens the review: of what it is given, else of a benchmark that the person picks. */
export const reviewCommands = ({
  reviews,
}: {
  readonly reviews: ReviewPanels;
}): CommandHandlers<"loupe.reviewQuestions"> => ({
  "loupe.reviewQuestions": async argument => {
    // A button of the tree hands over the id of its item.
    const node = typeof argument === "string" ? benchmarkNode.read(argument) : argument;
    const given = argumentSchema.safeParse(node).data;
    const folder = given?.folder ?? folderOf(argument) ?? (await pickBenchmark());
    if (folder === undefined) return;
    reviews.open(folder, {
      ...(given?.task !== undefined && { task: given.task }),
      ...(given?.state !== undefined && { state: given.state }),
    });
  },
});
