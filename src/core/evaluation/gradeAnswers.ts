import type { QuestionRecord } from "../benchmark/questionRecord.js";
import { sha256 } from "../benchmark/sha256.js";
import type { AnswerGrade, GradeOutcome } from "./answerGrade.js";
import { callIous } from "./callIous.js";
import { latestPredictions } from "./latestPredictions.js";
import type { ParsedReply } from "./parsedReply.js";
import { parseReply } from "./parseReply.js";
import type { PredictionRecord } from "./predictionRecord.js";
import { ruleOutcome } from "./ruleOutcome.js";
import { type StandingVerdicts, standingVerdicts } from "./standingVerdicts.js";
import type { VerdictOutcome, VerdictRecord } from "./verdictRecord.js";

export interface GradeOptions {
  /** The set of verdicts by which open answers are judged; null: the set of the last judge's verdict. */
  readonly judge?: string | null;
  /** SHA-256 of a text, in hex; another implementation may be faster. */
  readonly textSha?: (text: string) => string;
}

/** What `text_sha` of a verdict is taken of: the whole reply, so that another reply is judged anew. */
export function judgedText({ text }: Pick<PredictionRecord, "text">): string {
  return text ?? "";
}

/** Said only to see how far judges agree, with others or with themselves. */
const isBeside = ({ flags }: VerdictRecord): boolean => flags.includes("second") || flags.includes("again");

/** The set that is taken where none is chosen; null: no judge has said anything. Judges beside others are not taken. */
export function lastJudge(verdicts: readonly VerdictRecord[]): string | null {
  return verdicts.findLast(verdict => verdict.by.type === "judge" && !isBeside(verdict))?.set_id ?? null;
}

/**
 * What each attempt comes to: of closed kinds by rule, of open ones by the chosen judge where the answer is not the
 * reference itself, and by a person over both. In the order of the questions, then of the attempts. Attempts at questions
 * that are not among `questions` have no grade; cancelled ones neither.
 */
export function gradeAnswers(
  predictions: Iterable<PredictionRecord>,
  questions: readonly QuestionRecord[],
  verdicts: readonly VerdictRecord[],
  options: GradeOptions = {},
): readonly AnswerGrade[] {
  const places = new Map(questions.map((question, place) => [question.id, place]));
  const standing = standingVerdicts(verdicts);
  const judge = options.judge ?? lastJudge(verdicts);
  const textSha = options.textSha ?? sha256;
  const graded: { readonly place: number; readonly grade: AnswerGrade }[] = [];
  for (const prediction of latestPredictions(predictions)) {
    const place = places.get(prediction.question_id);
    const question = place === undefined ? undefined : questions[place];
    if (place === undefined || question === undefined) continue;
    const held = validVerdicts(standing.get(prediction.id), prediction, question, judge, textSha);
    graded.push({ place, grade: gradeOf(prediction, question, held) });
  }
  graded.sort((a, b) => a.place - b.place || a.grade.attempt - b.grade.attempt);
  return graded.map(({ grade }) => grade);
}

interface HeldVerdicts {
  readonly human: VerdictRecord | null;
  readonly judge: VerdictRecord | null;
}

/** Of another text of the question, or of another reply, a verdict says nothing. */
function validVerdicts(
  standing: StandingVerdicts | undefined,
  prediction: PredictionRecord,
  question: QuestionRecord,
  set: string | null,
  textSha: (text: string) => string,
): HeldVerdicts {
  if (standing === undefined) return { human: null, judge: null };
  let sha: string | null = null;
  const valid = (verdict: VerdictRecord | null | undefined): VerdictRecord | null => {
    if (verdict?.question_sha !== question.content_sha) return null;
    sha ??= textSha(judgedText(prediction));
    return verdict.text_sha === sha ? verdict : null;
  };
  const isOpen = question.answer_type === "open";
  return { human: valid(standing.human), judge: isOpen && set !== null ? valid(standing.bySet.get(set)) : null };
}

type Graded = Pick<AnswerGrade, "outcome" | "by" | "score" | "answer">;

function gradeOf(prediction: PredictionRecord, question: QuestionRecord, held: HeldVerdicts): AnswerGrade {
  const parsed = parseReply(prediction.text, question);
  return {
    predictionId: prediction.id,
    questionId: question.id,
    questionSha: prediction.question_sha,
    item: rotationGroup(question) ?? question.id,
    attempt: prediction.attempt,
    task: question.task,
    split: question.split,
    pageId: question.page_id,
    issueId: question.issue_id,
    chance: question.chance,
    writer: question.provenance.writer_model,
    ...decided(prediction, question, parsed, held),
    ...callIous(prediction, question),
  };
}

function decided(
  prediction: PredictionRecord,
  question: QuestionRecord,
  parsed: ParsedReply,
  { human, judge }: HeldVerdicts,
): Graded {
  const { answer } = parsed;
  if (prediction.question_sha !== question.content_sha) return { outcome: "stale", by: "rule", score: null, answer };
  if (human !== null) return { outcome: said(human.outcome), by: "human", score: human.score, answer };
  const outcome = ruleOutcome(prediction, question, parsed);
  if (outcome !== "unjudged" || judge === null) return { outcome, by: "rule", score: null, answer };
  return { outcome: said(judge.outcome), by: "judge", score: judge.score, answer };
}

function said(outcome: VerdictOutcome): GradeOutcome {
  switch (outcome) {
    case "correct":
      return "correct";
    case "incorrect":
      return "wrong";
    case "no_answer":
      return "unparsed";
    case "judge_failed":
      return "judge-failed";
    case "excluded":
      return "excluded";
  }
}

/** Sets that repeat a question with its options in every rotation name the group (facts: evaluation 7). */
function rotationGroup(question: QuestionRecord): string | null {
  const circular = question["circular"];
  if (typeof circular !== "object" || circular === null || !("group" in circular)) return null;
  return typeof circular.group === "string" ? circular.group : null;
}
