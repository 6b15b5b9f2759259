import { canonicalJson } from "../../benchmark/canonicalJson.js";
import { renderTemplate, type RenderedPrompt } from "../../benchmark/prompts/renderTemplate.js";
import type { PromptTemplate } from "../../benchmark/promptTemplate.js";
import { sha256 } from "../../benchmark/sha256.js";
import type { JudgedItem } from "./judgeCanaries.js";
import type { JudgeScale } from "./judgeSet.js";

/** Characters of an answer that a judge sees. */
export const longestJudged = 2000;

const hexDigits = 8;

/**
 * The mark of the fences around what is judged. It is no random number of each call, since the same question must be the
 * same request for the log of requests to know it; it is made of what is judged and of the set's secret salt, so that no
 * answer can foresee and close its own fence.
 */
export function judgeFence(salt: string, item: JudgedItem): string {
  const { question, reference, alternatives, answer } = item;
  return sha256(canonicalJson({ salt, question, reference, alternatives, answer })).slice(0, hexDigits);
}

/** As a judge sees it: of bounded length, without anything that looks like a fence. */
export const judgedAnswer = (answer: string): string =>
  answer
    .slice(0, longestJudged)
    .replace(/[\uD800-\uDBFF]$/, "")
    .replace(/\[(?=\[)/g, "[ ")
    .replace(/\](?=\])/g, "] ");

/** The prompt that puts an answer before a judge. */
export function judgePrompt(template: PromptTemplate, salt: string, item: JudgedItem): RenderedPrompt {
  return renderTemplate(template, {
    fence: judgeFence(salt, item),
    question: item.question,
    reference: item.reference,
    alternatives: item.alternatives.length === 0 ? "none" : item.alternatives.join("; "),
    answer: judgedAnswer(item.answer),
  });
}

/** What is added when a judge gave no verdict twice. */
export const onlyLine = (scale: JudgeScale): string =>
  scale === "binary" ? "\n\nOnly the VERDICT line." : "\n\nOnly the SCORE line.";
