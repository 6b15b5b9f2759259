import * as z from "zod";
import type { LinkAuthority } from "../core/link/writeLink.js";

/** The tools for language models by name: the editor registers them, `node/tools` has them, the manifest describes them. */
export const toolNames = [
  "loupe_list_runs",
  "loupe_query_rollouts",
  "loupe_show_rollout",
  "loupe_compare",
  "loupe_search",
] as const;

/** What a tool answered: a text for the model, or one sentence of why there is none. */
export type ToolAnswer =
  { readonly kind: "answer"; readonly text: string } | { readonly kind: "failed"; readonly reason: string };

export const toolSchemas = {
  callTool: z.object({
    name: z.string(),
    input: z.unknown(),
    authority: z.object({ scheme: z.string().regex(/^[a-z][a-z0-9+.-]*$/i), extension: z.string() }),
  }),
} as const;

export type ToolsApi = {
  /** Runs a tool. `authority`: whose links open in the editor that asks. */
  callTool(params: { name: string; input?: unknown; authority: LinkAuthority }): Promise<ToolAnswer>;
};
