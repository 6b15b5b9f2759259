import * as z from "zod";

/**
 * Names of tree items: a JSON list, so that no path needs escaping. Stable across refreshes and reloads, since it is
 * made of what the item is and not of where it stands.
 */
const nodeIdSchema = z.union([
  z.tuple([z.literal("run"), z.string()]),
  z.tuple([z.literal("stage"), z.string(), z.string()]),
  z.tuple([z.literal("checkpoints"), z.string(), z.string()]),
  z.tuple([z.literal("checkpoint"), z.string(), z.string(), z.string()]),
  z.tuple([z.literal("phase"), z.string()]),
  z.tuple([z.literal("step"), z.string(), z.number(), z.number()]),
  z.tuple([z.literal("group"), z.string(), z.number(), z.number(), z.string()]),
  z.tuple([z.literal("row"), z.string(), z.number()]),
  z.tuple([z.literal("more"), z.string()]),
  z.tuple([z.literal("call"), z.string(), z.number(), z.number()]),
  z.tuple([z.literal("metrics"), z.string()]),
  z.tuple([z.literal("file"), z.string()]),
  z.tuple([z.literal("unread"), z.string().nullable()]),
]);

export type NodeId = z.infer<typeof nodeIdSchema>;

export function writeNodeId(id: NodeId): string {
  return JSON.stringify(id);
}

/** Null for text that is no id of ours: ids come back from the window's saved state. */
export function readNodeId(text: string): NodeId | null {
  try {
    const parsed = nodeIdSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
