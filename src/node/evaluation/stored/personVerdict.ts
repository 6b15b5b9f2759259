import { randomBytes } from "node:crypto";
import { judgedText } from "../../../core/evaluation/gradeAnswers.js";
import { standingVerdicts } from "../../../core/evaluation/standingVerdicts.js";
import type { VerdictOutcome, VerdictRecord } from "../../../core/evaluation/verdictRecord.js";
import { textSha } from "../../benchmark/textSha.js";
import type { EvaluationState } from "./storedEvaluation.js";

export interface PersonDecision {
  readonly prediction: string;
  /** Null takes the decision back that stands. */
  readonly outcome: VerdictOutcome | null;
  readonly why: string;
  /** Under which name. */
  readonly name: string;
  readonly toolVersion: string;
  readonly at: string;
}

/** The line by which a person decides; null: there is no such answer, or nothing to be taken back. */
export function personVerdict(state: EvaluationState, decision: PersonDecision): VerdictRecord | null {
  const prediction = state.predictions.get(decision.prediction);
  if (prediction === undefined) return null;
  const standing = standingVerdicts(state.verdicts).get(decision.prediction)?.human ?? null;
  if (decision.outcome === null && standing === null) return null;
  return {
    ...{ v: 1, kind: "verdict", id: `vd-${randomBytes(10).toString("hex")}`, prediction_id: prediction.id },
    ...{ question_id: prediction.question_id, question_sha: prediction.question_sha },
    ...{ text_sha: textSha(judgedText(prediction)), set_id: "human" },
    by: { type: "human", name: decision.name, prompt_id: null, prompt_sha: null, model_returned: null },
    outcome: decision.outcome ?? standing?.outcome ?? "excluded",
    ...{ score: null, scale: "binary", why: decision.why === "" ? null : decision.why, raw: null, flags: [] },
    takes_back: decision.outcome === null ? (standing?.id ?? null) : null,
    ...{ tool_version: decision.toolVersion, at: decision.at },
  };
}
