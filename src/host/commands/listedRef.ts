import * as z from "zod";
import type { RolloutRef } from "../../protocol/rolloutRef.js";

const ref = z.object({ file: z.string(), row: z.number().int().nonnegative() });
const listed = z.union([
  z.object({ kind: z.literal("hit"), row: z.object({ ref }) }).transform(({ row }) => row.ref),
  z.object({ kind: z.literal("question"), latest: z.object({ ref }) }).transform(({ latest }) => latest.ref),
  z.object({ kind: z.enum(["rollout", "step"]), ref }).transform(one => one.ref),
]);

/**
 * The rollout of a match, or of an entry of the golden list, which their lists hand to commands as they are. Null for
 * anything else, and for an entry whose rollout is gone.
 */
export function listedRef(item: unknown): RolloutRef | null {
  return listed.safeParse(item).data ?? null;
}
