import type { QuestionRecord } from "../../benchmark/questionRecord.js";
import { judgedText } from "../gradeAnswers.js";
import type { PredictionRecord } from "../predictionRecord.js";
import { standingVerdicts } from "../standingVerdicts.js";
import type { VerdictRecord } from "../verdictRecord.js";

/** Of persons, whose verdicts are of no judge's set. */
export const humanRater = "human";

/** Valid verdicts by rater, then by prediction. */
export type VerdictsByRater = ReadonlyMap<string, ReadonlyMap<string, VerdictRecord>>;

/** What stands of open answers, of the text that was asked and of the reply that came. */
export function verdictsByRater(
  predictions: readonly PredictionRecord[],
  questions: ReadonlyMap<string, QuestionRecord>,
  verdicts: readonly VerdictRecord[],
  textSha: (text: string) => string,
): VerdictsByRater {
  const standing = standingVerdicts(verdicts);
  const found = new Map<string, Map<string, VerdictRecord>>();
  for (const prediction of predictions) {
    const held = standing.get(prediction.id);
    const question = questions.get(prediction.question_id);
    if (held === undefined || question?.answer_type !== "open") continue;
    const sha = textSha(judgedText(prediction));
    for (const verdict of [...(held.human === null ? [] : [held.human]), ...held.bySet.values()]) {
      if (verdict.question_sha !== question.content_sha || verdict.text_sha !== sha) continue;
      const rater = verdict.by.type === "human" ? humanRater : verdict.set_id;
      const own = found.get(rater) ?? new Map<string, VerdictRecord>();
      found.set(rater, own.set(prediction.id, verdict));
    }
  }
  return found;
}
