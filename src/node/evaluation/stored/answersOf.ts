import { agreement, type Agreement } from "../../../core/evaluation/agreement.js";
import type { AnswerGrade, GradeOutcome } from "../../../core/evaluation/answerGrade.js";
import { gradeAnswers } from "../../../core/evaluation/gradeAnswers.js";
import { judgeReport } from "../../../core/evaluation/judge/judgeReport.js";
import { checkReport } from "../../../core/evaluation/judge/checkReport.js";
import { humanRater, verdictsByRater } from "../../../core/evaluation/judge/verdictsByRater.js";
import { standingVerdicts } from "../../../core/evaluation/standingVerdicts.js";
import type { VerdictRecord } from "../../../core/evaluation/verdictRecord.js";
import type {
  AnswerList,
  AnswerListQuery,
  ListedAnswer,
  ShownAgreement,
  ShownAnswer,
  ShownCheck,
  ShownVerdict,
} from "../../../protocol/evaluation/evaluationViewApi.js";
import { textSha } from "../../benchmark/textSha.js";
import type { EvaluationState } from "./storedEvaluation.js";

/** More than anybody looks through; filters lead to the others. */
const mostListed = 500;
const mostText = 200;
const mostReply = 20_000;

const isSeen = (grade: AnswerGrade, isBlind: boolean) => !isBlind || grade.by === "human";

function listed(state: EvaluationState, grade: AnswerGrade, isBlind: boolean): ListedAnswer {
  const isShown = isSeen(grade, isBlind);
  const { predictionId: prediction, questionId: question, task, attempt } = grade;
  return {
    ...{ prediction, question, task, attempt },
    outcome: isShown ? grade.outcome : null,
    by: isShown ? grade.by : null,
    answer: grade.answer === null ? null : String(grade.answer).slice(0, mostText),
    text: (state.questions.get(question)?.question ?? "").slice(0, mostText),
  };
}

function countsOf(grades: readonly AnswerGrade[]): Partial<Record<GradeOutcome, number>> {
  const counts: Partial<Record<GradeOutcome, number>> = {};
  for (const { outcome } of grades) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** How far persons and what they looked at agree, over the answers that both call right or wrong; null without any. */
function agreementOf({ grades, predictions, questions, verdicts }: EvaluationState): Agreement | null {
  const decided = grades.filter(({ by }) => by === "human");
  if (decided.length === 0) return null;
  const looked = decided.flatMap(({ predictionId }) => predictions.get(predictionId) ?? []);
  const without = verdicts.filter(({ by }) => by.type !== "human");
  const others = gradeAnswers(looked, [...questions.values()], without, { textSha });
  const other = new Map(others.map(({ predictionId, outcome }) => [predictionId, outcome]));
  const matrix = [
    [0, 0],
    [0, 0],
  ];
  const place = (outcome: GradeOutcome | undefined) => (outcome === "correct" ? 0 : outcome === undefined ? null : 1);
  const says = (outcome: GradeOutcome | undefined) =>
    outcome === "unjudged" || outcome === "judge-failed" || outcome === "excluded" ? null : place(outcome);
  for (const { predictionId, outcome } of decided) {
    const [person, rest] = [says(outcome), says(other.get(predictionId))];
    const row = person === null ? undefined : matrix[person];
    if (row !== undefined && rest !== null) row[rest] = (row[rest] ?? 0) + 1;
  }
  return agreement(matrix);
}

/** Of one state of the files: a list is asked for again with each decision. */
const knownRaters = new WeakMap<EvaluationState, readonly ShownAgreement[]>();

/** How far judges agree with persons and with each other. */
function ratersOf(state: EvaluationState): readonly ShownAgreement[] {
  const known = knownRaters.get(state);
  if (known !== undefined) return known;
  const { run, predictions, questions, verdicts } = state;
  const isJudged = verdicts.some(({ by }) => by.type === "judge");
  const { agreements } = isJudged
    ? judgeReport(run, predictions.values(), [...questions.values()], verdicts, textSha)
    : { agreements: [] };
  const nameOf = (set: string) =>
    set === humanRater ? null : (verdicts.findLast(({ set_id: own }) => own === set)?.by.name ?? set);
  const shown = agreements.map(({ raters: [a, b], n, agreed, kappa }) => ({
    ...{ between: [nameOf(a), nameOf(b)] as const, n, agreed, kappa },
  }));
  knownRaters.set(state, shown);
  return shown;
}

/** Of one state of the files, too. */
const knownChecks = new WeakMap<EvaluationState, ShownCheck>();

/** How far a person has come with the list by which the judge is checked. */
function checkOf(state: EvaluationState): ShownCheck | null {
  const { check, judge, predictions, questions, verdicts } = state;
  const known = knownChecks.get(state);
  if (known !== undefined || check === null || judge === null) return known ?? null;
  const listed = check.predictions.flatMap(id => predictions.get(id) ?? []);
  const raters = verdictsByRater(listed, questions, verdicts, textSha);
  const none = new Map<string, VerdictRecord>();
  const report = checkReport(check.predictions, raters.get(judge) ?? none, raters.get(humanRater) ?? none);
  const { drawn, decided, agreement: found } = report;
  const shown = { drawn, decided, agreement: found };
  knownChecks.set(state, shown);
  return shown;
}

/**
 * The answers of a cell of a table. Blind ones stand in the order of their hashes, first those on the list by which the
 * judge is checked, and those that are decided at the end.
 */
export function answersOf(state: EvaluationState, { task, outcome, isBlind }: AnswerListQuery): AnswerList {
  const ofCell = state.grades.filter(grade => task === null || grade.task === task);
  const wanted = isBlind
    ? blindly(ofCell, new Set(state.check?.predictions))
    : ofCell.filter(grade => outcome === null || grade.outcome === outcome);
  return {
    counts: isBlind ? {} : countsOf(ofCell),
    total: ofCell.length,
    answers: wanted.slice(0, mostListed).map(grade => listed(state, grade, isBlind)),
    agreement: agreementOf(state),
    raters: ratersOf(state),
    check: checkOf(state),
    canDraw: state.judge !== null && state.check === null,
  };
}

function blindly(grades: readonly AnswerGrade[], listed: ReadonlySet<string>): readonly AnswerGrade[] {
  const rank = ({ by, predictionId }: AnswerGrade): number => (by === "human" ? 2 : listed.has(predictionId) ? 0 : 1);
  const keyed = grades.map(grade => ({ grade, key: `${rank(grade)}${textSha(grade.predictionId)}` }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ grade }) => grade);
}

const shownVerdict = (verdict: VerdictRecord | null | undefined): ShownVerdict | null =>
  verdict
    ? { by: verdict.by.name, outcome: verdict.outcome, score: verdict.score, why: verdict.why?.slice(0, 2000) ?? null }
    : null;

/** One answer with all that a person decides by; null where it is gone. */
export function answerOf(state: EvaluationState, prediction: string, isBlind: boolean): ShownAnswer | null {
  const grade = state.grades.find(({ predictionId }) => predictionId === prediction);
  const record = state.predictions.get(prediction);
  const question = record && state.questions.get(record.question_id);
  if (grade === undefined || record === undefined || question === undefined) return null;
  const held = standingVerdicts(state.verdicts).get(prediction);
  const judge = state.judge === null ? null : held?.bySet.get(state.judge);
  const text = record.text ?? "";
  return {
    ...listed(state, grade, isBlind),
    ...{ folder: state.folder, whole: question.question, hint: question.hint },
    options: question.options.map(({ label, text: words }) => ({ label, text: words })),
    right: String(question.answer),
    ...{ reply: text.slice(0, mostReply), isCut: text.length > mostReply, zooms: grade.zooms },
    failure: record.failure === null ? null : `${record.failure.code} ${record.failure.message}`.trim(),
    human: shownVerdict(grade.by === "human" ? held?.human : null),
    judge: isSeen(grade, isBlind) ? shownVerdict(judge) : null,
  };
}
