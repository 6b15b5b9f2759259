import type { PromptTemplate } from "../../benchmark/promptTemplate.js";
import { familyOf } from "../familyOf.js";
import type { JudgeScale, JudgeSettings } from "./judgeSet.js";

/** Tokens of a judge's reply; of one that reasons first, its reasoning counts among them. */
const usualTokens = 300;
const tokensWithReasoning = 2000;

/** How a judge is asked where nobody says otherwise: as repeatably as its server allows (facts: evaluation 6.2). */
export function judgeSettings(model: string, template: PromptTemplate, scale: JudgeScale): JudgeSettings {
  const family = familyOf(model);
  const refuses = family.refuses.value;
  return {
    ...{ model, template, scale },
    temperature: refuses.includes("temperature") ? null : 0,
    topP: refuses.includes("top_p") ? null : 1,
    seed: refuses.includes("seed") ? null : 0,
    // Models that refuse a temperature are those that reason before they answer.
    maxTokens: refuses.includes("temperature") ? tokensWithReasoning : usualTokens,
    ...{ maxTokensName: family.maxTokensName.value, reasoningEffort: null, extra: {} },
  };
}
