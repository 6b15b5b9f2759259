import * as z from "zod";
import { estimatorIds } from "../core/reward/estimatorId.js";
import { rolloutRefSchema } from "./rolloutRef.js";

export const exportSchemas = {
  exportGroup: z.object({
    ref: rolloutRefSchema,
    estimator: z.enum(estimatorIds),
    version: z.string().max(40),
    /** The texts of `exportStrings` in the person's language. */
    strings: z.record(z.string(), z.string()),
  }),
} as const;

export type ExportApi = {
  /** The group of a rollout as one HTML file; null for rows that cannot be shown. */
  exportGroup(params: z.infer<(typeof exportSchemas)["exportGroup"]>): Promise<string | null>;
};
