import type { PromptTemplate } from "../benchmark/promptTemplate.js";
import type { PromptInput } from "../benchmark/promptTemplate.js";
import type { BoxConvention } from "../evaluation/modelFamily.js";
import type { CropTool } from "../page/cropTool.js";
import type { ResizeLimits } from "../page/resizeLimits.js";

/**
 * How the model that is trained on the traces will be asked, which is not how the teacher was: its prompts, its tool and
 * its grid of pixels are those of the reinforcement learning that comes after.
 */
export interface StudentSettings {
  readonly method: "SFT-S" | "SFT-R";
  readonly input: PromptInput;
  readonly use: "answer" | "reason";
  readonly prompts: readonly PromptTemplate[];
  /** In place of the prompts' own system message; null: theirs. */
  readonly system: string | null;
  readonly boxes: BoxConvention;
  readonly tool: CropTool;
  /** Turns of the model at most, that of its answer among them. */
  readonly maxTurns: number;
  readonly resize: ResizeLimits;
  /** Tokens of a row at most. */
  readonly cutoffTokens: number;
}
