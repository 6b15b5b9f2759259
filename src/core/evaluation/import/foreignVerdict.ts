import { judgedText } from "../gradeAnswers.js";
import { rightFrom } from "../judge/readScore.js";
import type { PredictionRecord } from "../predictionRecord.js";
import { isRight } from "../rolloutLine.js";
import type { VerdictRecord } from "../verdictRecord.js";
import type { ForeignFormat } from "./foreignRow.js";
import { isForeignRight, isGraded } from "./importedPrediction.js";
import type { JoinedRow } from "./joinRows.js";

export interface ForeignVerdictStamp {
  readonly id: string;
  readonly harness: ForeignFormat;
  readonly toolVersion: string;
  readonly at: string;
  readonly textSha: (text: string) => string;
}

type Held = Pick<VerdictRecord, "outcome" | "score" | "scale">;

/** A score from 1 to 10, whose failures stand there as 1 and are none of ours. */
function scored({ row }: JoinedRow): Held | null {
  if (row.flags.includes("judge-failed")) return { outcome: "judge_failed", score: null, scale: "1-10" };
  const score = Number(row.verdict ?? NaN);
  if (!Number.isInteger(score) || score < 1 || score > 10) return null;
  return { outcome: score >= rightFrom ? "correct" : "incorrect", score, scale: "1-10" };
}

function held(joined: JoinedRow, harness: ForeignFormat): Held | null {
  if (harness === "mangavqa") return scored(joined);
  const isRight = isForeignRight(joined.row.verdict, harness);
  return isRight === null ? null : { outcome: isRight ? "correct" : "incorrect", score: null, scale: "binary" };
}

/**
 * What another program's judge held of an open answer, as a verdict of a judge's own set. Null: it said nothing, or the
 * question is decided by rule, or has no grade. Its prompt and model are the program's, and not known here.
 */
export function foreignVerdict(
  prediction: PredictionRecord,
  joined: JoinedRow,
  { id, harness, toolVersion, at, textSha }: ForeignVerdictStamp,
): VerdictRecord | null {
  if (joined.question.answer_type !== "open" || prediction.state !== "ok" || !isGraded(joined)) return null;
  const found = held(joined, harness);
  if (found === null || isRight(prediction, joined.question) === true) return null;
  return {
    ...{ v: 1, kind: "verdict", id, prediction_id: prediction.id, question_id: prediction.question_id },
    ...{ question_sha: prediction.question_sha, text_sha: textSha(judgedText(prediction)) },
    set_id: `imported-${harness}`,
    by: { type: "judge", name: harness, prompt_id: `${harness}-original`, prompt_sha: null, model_returned: null },
    ...{ ...found, why: null, raw: joined.row.log?.slice(0, 4000) ?? null, flags: ["imported"], takes_back: null },
    ...{ tool_version: toolVersion, at },
  };
}
