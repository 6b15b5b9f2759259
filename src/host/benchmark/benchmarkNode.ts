import * as z from "zod";
import { reviewStates, type ReviewState } from "../../core/benchmark/questionRecord.js";
import { taskKinds, type TaskKind } from "../../core/benchmark/taskKinds.js";

/** An item of the Benchmark tree. Folders are absolute paths. */
export type BenchmarkNode =
  | { readonly kind: "benchmark"; readonly folder: string }
  | { readonly kind: "task"; readonly folder: string; readonly task: TaskKind }
  | { readonly kind: "state"; readonly folder: string; readonly task: TaskKind; readonly state: ReviewState }
  /** The pages that somebody should look at. */
  | { readonly kind: "pages"; readonly folder: string }
  | { readonly kind: "page"; readonly folder: string; readonly page: string };

const idSchema = z.union([
  z.tuple([z.enum(["benchmark", "pages"]), z.string()]),
  z.tuple([z.literal("task"), z.string(), z.enum(taskKinds)]),
  z.tuple([z.literal("state"), z.string(), z.enum(taskKinds), z.enum(reviewStates)]),
  z.tuple([z.literal("page"), z.string(), z.string()]),
]);

/** Items are known to VS Code by their ids, which commands get as their argument. */
export const benchmarkNode = {
  id(node: BenchmarkNode): string {
    switch (node.kind) {
      case "benchmark":
      case "pages":
        return JSON.stringify([node.kind, node.folder]);
      case "task":
        return JSON.stringify([node.kind, node.folder, node.task]);
      case "state":
        return JSON.stringify([node.kind, node.folder, node.task, node.state]);
      case "page":
        return JSON.stringify([node.kind, node.folder, node.page]);
      default: {
        const never: never = node;
        return never;
      }
    }
  },
  /** null: no id of this tree. */
  read(id: string): BenchmarkNode | null {
    const parsed = idSchema.safeParse(jsonOf(id)).data;
    if (parsed === undefined) return null;
    const [kind, folder] = parsed;
    switch (kind) {
      case "benchmark":
      case "pages":
        return { kind, folder };
      case "task":
        return { kind, folder, task: parsed[2] };
      case "state":
        return { kind, folder, task: parsed[2], state: parsed[3] };
      case "page":
        return { kind, folder, page: parsed[2] };
      default: {
        const never: never = kind;
        return never;
      }
    }
  },
} as const;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // an id of another tree
  }
}
