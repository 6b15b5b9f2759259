import * as z from "zod";
import { taskKinds } from "./taskKinds.js";

/** What the model is shown: the whole page, the one panel, or the page with the zoom tool. */
export const promptInputs = ["page", "panel", "zoom"] as const;
export type PromptInput = (typeof promptInputs)[number];

/** What a prompt is for. */
export const promptUses = ["generate", "answer", "reason", "judge", "distil"] as const;
export type PromptUse = (typeof promptUses)[number];

/**
 * A prompt as data: `system` and `user` with places `{question}`, `{options}`, `{hint}`, `{tools}` … filled in by
 * `renderTemplate`. All are ours: the paper's Appendix G is not public.
 */
export const promptTemplateSchema = z
  .strictObject({
    id: z.string(),
    version: z.int().positive(),
    task: z.enum(taskKinds),
    input: z.enum(promptInputs),
    use: z.enum(promptUses),
    origin: z.string(),
    system: z.string(),
    user: z.string(),
  })
  .readonly();
export type PromptTemplate = z.infer<typeof promptTemplateSchema>;
