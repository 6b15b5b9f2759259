import type { QuestionRecord } from "../../benchmark/questionRecord.js";
import type { VerdictRecord } from "../verdictRecord.js";
import { isRated } from "./ratedClasses.js";
import type { CheckCandidate } from "./stratifiedCheck.js";

/** What a judge decided of one model's answers, as it may be drawn for a check. */
export function checkCandidates(
  verdicts: ReadonlyMap<string, VerdictRecord>,
  questions: ReadonlyMap<string, QuestionRecord>,
  model: string,
): readonly CheckCandidate[] {
  return Array.from(verdicts).flatMap(([id, { outcome, question_id }]) => {
    const task = questions.get(question_id)?.task;
    return task === undefined || !isRated(outcome) ? [] : [{ id, task, verdict: outcome, model }];
  });
}
