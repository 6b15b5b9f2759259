import * as z from "zod";
import type { RolloutLink } from "../../core/link/rolloutLink.js";
import { rolloutRefSchema, type RolloutRef } from "../rolloutRef.js";

const linkSchema = z.object({
  path: z.array(z.string()).min(1),
  row: z.number().int().nonnegative(),
  step: z.number().nullable(),
  call: z.number().int().nonnegative().nullable(),
  identity: z.string().nullable(),
  group: z.string().nullable(),
}) satisfies z.ZodType<RolloutLink>;

export const linkSchemas = {
  linkOf: z.object({ ref: rolloutRefSchema, call: z.number().int().nonnegative().nullable() }),
  followLink: z.object({ link: linkSchema }),
} as const;

/** Where a link leads now. */
export type FollowedLink =
  /** `isMoved`: found again by what it is told by, in another place. `alike`: further rollouts of the same text. */
  | { readonly kind: "found"; readonly ref: RolloutRef; readonly isMoved: boolean; readonly alike: number }
  /**
   * The file is there and the rollout is not: it was written again. `ref`: the row that stands in its place, null where
   * the file has fewer rows; `similar`: a rollout of the same question, of the same step where there is one.
   */
  | {
      readonly kind: "changed";
      readonly file: string;
      readonly ref: RolloutRef | null;
      readonly similar: RolloutRef | null;
    }
  /** No opened folder holds the file. */
  | { readonly kind: "unknown-place"; readonly similar: RolloutRef | null };

export type LinkApi = {
  /** What a link to a row says; null for a row that is gone. */
  linkOf(params: z.infer<(typeof linkSchemas)["linkOf"]>): Promise<RolloutLink | null>;
  /** Looks for a link's rollout among the indexed files, and nowhere else. */
  followLink(params: { link: RolloutLink }): Promise<FollowedLink>;
};
