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
    call: z.number().int(),
    name: z.string(),
    input: z.unknown(),
    authority: z.object({ scheme: z.string().regex(/^[a-z][a-z0-9+.-]*$/i), extension: z.string() }),
  }),
  cancelTool: z.object({ call: z.number().int() }),
} as const;

export type ToolsApi = {
  /** Runs a tool. `call`: a number by which it can be ended; `authority`: whose links open in the editor that asks. */
  callTool(params: { call: number; name: string; input?: unknown; authority: LinkAuthority }): Promise<ToolAnswer>;
  /** Ends a call that is under way; its answer, which nobody needs any more, comes soon after. */
  cancelTool(params: { call: number }): Promise<void>;
};
