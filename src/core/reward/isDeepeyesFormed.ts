import { scanTags } from "./scanTags.js";

/** Answers of so many characters are taken for an attempt at the judge. */
const answerLimit = 1000;

const visionStart = "<|vision_start|>";

/**
 * The rule `deepeyes` (Visual-Agent/DeepEyes, vl_agent.py `compute_score`), on the whole response with the tools' replies:
 * as many `<think>` as `</think>`, as many images that open as images that close, behind the last `</think>` as many
 * `<answer>` as `</answer>`, and less than 1,000 characters (code points) between the last `<answer>` and the next
 * `</answer>`, or from the start and to the end where one is missing.
 */
export function isDeepeyesFormed(response: string): boolean {
  let thinks = 0;
  let answers = 0;
  let answerStart = 0;
  let answerEnd = -1;
  scanTags(response, 0, response.length, (tag, at, behind) => {
    switch (tag) {
      case "think":
        thinks++;
        break;
      case "/think":
        thinks--;
        answers = 0;
        break;
      case "answer":
        answers++;
        answerStart = behind;
        answerEnd = -1;
        break;
      case "/answer":
        answers--;
        if (answerEnd === -1) answerEnd = at;
    }
  });
  if (thinks !== 0 || answers !== 0) return false;
  const answer = { start: answerStart, end: answerEnd === -1 ? response.length : answerEnd };
  return isShort(response, answer.start, answer.end) && hasWholeImages(response);
}

/** Python strips what it measures and counts code points. Most answers need no copy to be seen to be short. */
function isShort(text: string, start: number, end: number): boolean {
  if (end - start < answerLimit) return true;
  const answer = text.slice(start, end).trim();
  return answer.length < answerLimit || (answer.length < 2 * answerLimit && Array.from(answer).length < answerLimit);
}

function hasWholeImages(text: string): boolean {
  if (!text.includes(visionStart)) return true;
  return countOf(text, `${visionStart}<|image_pad|>`) === countOf(text, "<|image_pad|><|vision_end|>");
}

function countOf(text: string, pattern: string): number {
  let count = 0;
  for (let at = text.indexOf(pattern); at !== -1; at = text.indexOf(pattern, at + pattern.length)) count++;
  return count;
}
