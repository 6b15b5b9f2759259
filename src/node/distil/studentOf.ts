import { builtInPrompts } from "../../core/benchmark/prompts/builtInPrompts.js";
import type { PromptTemplate } from "../../core/benchmark/promptTemplate.js";
import type { StudentSettings } from "../../core/distil/studentSettings.js";
import type { EvaluationRun } from "../../core/evaluation/evaluationRun.js";
import { isSft } from "../../core/launch/method.js";
import type { ResolvedConfig } from "../../core/launch/resolvedConfig.js";
import { systemPrompt } from "../../core/launch/systemPrompt.js";

/** What a person says of the rows. */
interface StudentWishes extends Pick<StudentSettings, "method"> {
  /** Of the dataset's own answers; an evaluation's are shown as it showed them. Left out: the page. */
  readonly input?: StudentSettings["input"];
  /** Left out: that of verl. */
  readonly tool?: StudentSettings["tool"];
  readonly maxTurns?: number;
  readonly trainPixels?: number;
  readonly cutoff?: number;
}

/** Turns that a run with the zoom tool has where no file says otherwise: the paper's five calls and the answer. */
const usualTurns = 6;
const usualPixels = { factor: 28, maxPixels: 8192 * 28 * 28, minPixels: 4 * 28 * 28 };
const usualCutoff = 16_384;

/** How the student is asked: as the run that goes on from the rows asks, as far as one is named. */
export function studentOf(
  wishes: StudentWishes,
  run: EvaluationRun | null,
  next: ResolvedConfig | null,
  prompts: readonly PromptTemplate[] = builtInPrompts,
): StudentSettings {
  const { method, tool = "verl" } = wishes;
  const asked = run?.input ?? wishes.input ?? "page";
  const isReasoned = method === "SFT-R";
  const rl = next !== null && !isSft(next.config.method) ? next : null;
  const input = asked === "zoom" && !isReasoned ? "page" : asked;
  return {
    ...{ method, tool, prompts, use: isReasoned ? "reason" : "answer", input },
    // A run's own words are those of reasoning.
    system: rl !== null && isReasoned ? systemPrompt(rl.config) : null,
    boxes: "px_resized",
    maxTurns: rl?.hyper.turns.value ?? wishes.maxTurns ?? usualTurns,
    resize: {
      factor: usualPixels.factor,
      maxPixels: wishes.trainPixels ?? next?.maxPixels.value ?? usualPixels.maxPixels,
      minPixels: next?.minPixels.value ?? usualPixels.minPixels,
    },
    cutoffTokens: wishes.cutoff ?? (next !== null && rl === null ? next.hyper.cutoffTokens.value : usualCutoff),
  };
}
