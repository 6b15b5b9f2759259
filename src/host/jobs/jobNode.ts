import * as z from "zod";
import type { JobRef } from "../../protocol/jobs/jobView.js";

/** An item of the Jobs tree. */
export type JobNode =
  | { readonly kind: "host"; readonly host: string }
  | { readonly kind: "job"; readonly job: JobRef }
  | { readonly kind: "left"; readonly job: JobRef }
  | { readonly kind: "leftFile"; readonly job: JobRef; readonly path: string };

const idSchema = z.union([
  z.tuple([z.literal("host"), z.string()]),
  z.tuple([z.enum(["job", "left"]), z.string(), z.string()]),
  z.tuple([z.literal("leftFile"), z.string(), z.string(), z.string()]),
]);

/** Items are known to VS Code by their ids, which commands get as their argument. */
export const jobNode = {
  id(node: JobNode): string {
    switch (node.kind) {
      case "host":
        return JSON.stringify(["host", node.host]);
      case "job":
      case "left":
        return JSON.stringify([node.kind, node.job.host, node.job.runId]);
      case "leftFile":
        return JSON.stringify(["leftFile", node.job.host, node.job.runId, node.path]);
    }
  },
  /** null: no id of this tree. */
  read(id: string): JobNode | null {
    const parsed = idSchema.safeParse(jsonOf(id)).data;
    if (parsed === undefined) return null;
    switch (parsed[0]) {
      case "host":
        return { kind: "host", host: parsed[1] };
      case "job":
      case "left":
        return { kind: parsed[0], job: { host: parsed[1], runId: parsed[2] } };
      case "leftFile":
        return { kind: "leftFile", job: { host: parsed[1], runId: parsed[2] }, path: parsed[3] };
    }
  },
} as const;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
