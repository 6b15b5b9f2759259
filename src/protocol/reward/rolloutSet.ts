import * as z from "zod";

/**
 * Some rollouts of a run: one phase, one folder of it where there are several, steps from–to, both included; null is
 * open. Every figure of the reward views is about one or several of these.
 */
export const rolloutSetSchema = z.object({
  /** The run's folder, the same as `RunNode.path`. */
  run: z.string(),
  phase: z.enum(["training", "validation"]),
  folder: z.string().nullable(),
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
});
export type RolloutSet = z.infer<typeof rolloutSetSchema>;

/** A run as the reward views offer it: what can be chosen. */
export interface RolloutSource {
  readonly run: string;
  readonly name: string;
  readonly phase: "training" | "validation";
  readonly folder: string | null;
  /** Ascending; a file without steps is one set without a step. */
  readonly steps: readonly number[];
  readonly rollouts: number;
}
