import type { GradeOutcome } from "../evaluation/answerGrade.js";
import type { StandingVerdicts } from "../evaluation/standingVerdicts.js";
import type { DistilOptions } from "./distilOptions.js";
import type { DropReason } from "./dropReason.js";
import type { FilterResult, Trace } from "./judgedTrace.js";

function reasonOf(outcome: GradeOutcome): DropReason | null {
  switch (outcome) {
    case "correct":
      return null;
    case "wrong":
      return "wrong";
    case "unparsed":
      return "unparsed";
    case "truncated":
      return "cut";
    case "unjudged":
    case "judge-failed":
      return "unjudged";
    case "stale":
      return "stale";
    case "refused":
    case "empty":
    case "failed":
    case "excluded":
      return "unanswered";
    default: {
      const never: never = outcome;
      return never;
    }
  }
}

const result = (code: DropReason | null, value: FilterResult["value"], threshold: FilterResult["threshold"]) =>
  ({ filter: "correct", code, value, threshold }) as const;

/** Each set of verdicts is one judge: several of them must agree, since one is wrong now and then. */
function byJudges(trace: Trace, standing: StandingVerdicts, textSha: string, judges: number): FilterResult {
  const said = [...standing.bySet.values()].filter(
    verdict => verdict.question_sha === trace.question.content_sha && verdict.text_sha === textSha,
  );
  const right = said.filter(({ outcome }) => outcome === "correct").length;
  const wrong = said.filter(({ outcome }) => outcome === "incorrect" || outcome === "no_answer").length;
  if (right > 0 && wrong > 0) return result("judge_split", `${right}:${wrong}`, judges);
  if (wrong > 0) return result("wrong", right, judges);
  return result(right >= judges ? null : "unjudged", right, judges);
}

/**
 * Whether the answer is right: of closed kinds and of open answers that are the reference itself by rule, of other open
 * ones by several judges who agree; a person's verdict stands over both.
 */
export function correctFilter(
  trace: Trace,
  standing: StandingVerdicts | undefined,
  textSha: (text: string) => string,
  { judges }: Pick<DistilOptions, "judges">,
): FilterResult {
  const { grade, question, prediction } = trace;
  const isOpen = question.answer_type === "open";
  const isForJudges = grade.by === "judge" || grade.outcome === "unjudged";
  if (isOpen && isForJudges && standing !== undefined)
    return byJudges(trace, standing, textSha(prediction.text ?? ""), judges);
  const reason = reasonOf(grade.outcome);
  return result(reason, reason === "unjudged" ? 0 : grade.answer, isForJudges ? judges : null);
}
