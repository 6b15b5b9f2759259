import * as z from "zod";
import { estimatorIds } from "../../core/reward/estimatorId.js";
import { rolloutRefSchema } from "../../protocol/rolloutRef.js";

const querySchema = z.object({
  ref: rolloutRefSchema,
  /** A strategy, or `logged`. */
  strategy: z.string().min(1).max(400),
  estimator: z.enum(estimatorIds),
});
export type RewardDocumentQuery = z.infer<typeof querySchema>;

/** The name of a document with one rollout's reward: path and query of a URI. The path is for the person. */
export const rewardDocument = {
  write(query: RewardDocumentQuery): { readonly path: string; readonly query: string } {
    const { ref, strategy } = query;
    const name = ref.file.replace(/^.*[/\\]/, "").replace(/\.jsonl?$/, "");
    const safe = strategy.replaceAll(/[/\\]/g, "-");
    return { path: `/${name} ${String(ref.row)} · ${safe}.txt`, query: JSON.stringify(query) };
  },
  /** Null for a URI that is none of ours: anybody may ask VS Code to open one. */
  read(query: string): RewardDocumentQuery | null {
    try {
      return querySchema.safeParse(JSON.parse(query)).data ?? null;
    } catch {
      return null;
    }
  },
} as const;
