import type { Trajectory } from "../rollout/trajectory.js";

/** Answers of so many characters are taken for an attempt at the judge. */
const answerLimit = 1000;

const answerOpen = "<answer>";
const answerClose = "</answer>";

/**
 * The rule `deepeyes` (Visual-Agent/DeepEyes, vl_agent.py `compute_score`), on the whole response with the tools' replies:
 * as many `<think>` as `</think>`, as many images that open as images that close, behind the last `</think>` as many
 * `<answer>` as `</answer>`, and less than 1,000 characters (code points) between the last `<answer>` and the next
 * `</answer>`, or from the start and to the end where one is missing.
 */
export function isDeepeyesFormed({ tags, unclosedImages }: Trajectory, response: string): boolean {
  return unclosedImages === 0 && hasEvenTags(tags) && hasShortAnswer(response);
}

function hasEvenTags(tags: Trajectory["tags"]): boolean {
  let thinks = 0;
  let answers = 0;
  for (const turn of tags) {
    for (const { name, isClose } of turn) {
      const change = isClose ? -1 : 1;
      if (name === "answer") answers += change;
      if (name !== "think") continue;
      thinks += change;
      if (isClose) answers = 0;
    }
  }
  return thinks === 0 && answers === 0;
}

/** A short response holds no long answer; Python strips what it measures and counts code points. */
function hasShortAnswer(response: string): boolean {
  if (response.length < answerLimit) return true;
  const start = response.lastIndexOf(answerOpen);
  const from = start === -1 ? 0 : start + answerOpen.length;
  const end = response.indexOf(answerClose, from);
  if (end !== -1 && end - from < answerLimit) return true;
  const answer = response.slice(from, end === -1 ? undefined : end).trim();
  return answer.length < answerLimit || (answer.length < 2 * answerLimit && Array.from(answer).length < answerLimit);
}
