import { questionRecordSchema, type QuestionRecord } from "../../../core/benchmark/questionRecord.js";
import type { AnswerGrade } from "../../../core/evaluation/answerGrade.js";
import type { EvaluationRun } from "../../../core/evaluation/evaluationRun.js";
import { gradeAnswers, lastJudge } from "../../../core/evaluation/gradeAnswers.js";
import { predictionRecordSchema, type PredictionRecord } from "../../../core/evaluation/predictionRecord.js";
import { type CheckRecord, checkRecordSchema } from "../../../core/evaluation/judge/checkRecord.js";
import { verdictRecordSchema, type VerdictRecord } from "../../../core/evaluation/verdictRecord.js";
import { textSha } from "../../benchmark/textSha.js";
import { evaluationPaths } from "../evaluationPaths.js";
import { readEvaluationRun } from "../readEvaluationRun.js";
import { reviewedSince, reviewsOf } from "../reviewedSince.js";
import { fileStamp } from "../evaluationStamp.js";
import { GrowingRecords } from "./growingRecords.js";

/** An evaluation as its folder has it at one time. */
export interface EvaluationState {
  readonly folder: string;
  readonly run: EvaluationRun;
  readonly questions: ReadonlyMap<string, QuestionRecord>;
  /** By id; turns hold their calls, and no texts or images. */
  readonly predictions: ReadonlyMap<string, PredictionRecord>;
  readonly verdicts: readonly VerdictRecord[];
  readonly judge: string | null;
  readonly grades: readonly AnswerGrade[];
  /** All sets of judges that have said something. */
  readonly judges: readonly string[];
  /** The list by which a person checks that judge; null: none was drawn. */
  readonly check: CheckRecord | null;
  /** Lines that could not be read. */
  readonly damaged: number;
  /** Predictions of questions that are not in `questions.jsonl`: they have no grade. */
  readonly unknown: number;
}

/** Grades need the calls of a trajectory; its texts are shown by the rollout view. */
const withoutTexts = (prediction: PredictionRecord): PredictionRecord => ({
  ...prediction,
  reasoning: null,
  turns: prediction.turns.map(turn => ({ ...turn, text: "", images: [] })),
});

/** One evaluation's folder, which is read on as its files grow. */
export class StoredEvaluation {
  readonly folder: string;
  private readonly predictions: GrowingRecords<PredictionRecord>;
  private readonly verdicts: GrowingRecords<VerdictRecord>;
  private readonly questions: GrowingRecords<QuestionRecord>;
  private readonly checks: GrowingRecords<CheckRecord>;
  private known: EvaluationState | null = null;
  private reviews = "";
  private looking: Promise<EvaluationState | null> = Promise.resolve(null);

  constructor(folder: string) {
    this.folder = folder;
    const paths = evaluationPaths(folder);
    this.predictions = new GrowingRecords(paths.predictions, predictionRecordSchema, withoutTexts);
    this.verdicts = new GrowingRecords<VerdictRecord>(paths.verdicts, verdictRecordSchema);
    this.questions = new GrowingRecords<QuestionRecord>(paths.questions, questionRecordSchema);
    this.checks = new GrowingRecords<CheckRecord>(paths.checks, checkRecordSchema);
  }

  /** As it is now; null: the folder is no evaluation's, or says nothing that can be read. One look after the other. */
  state(): Promise<EvaluationState | null> {
    this.looking = this.looking.then(
      () => this.look(),
      () => this.look(),
    );
    return this.looking;
  }

  private async look(): Promise<EvaluationState | null> {
    const read = await readEvaluationRun(this.folder);
    if (read.kind !== "run") return null;
    const looks = [await this.questions.look(), await this.predictions.look(), await this.verdicts.look()];
    looks.push(await this.checks.look());
    const { run } = read;
    const reviews = await fileStamp(reviewsOf(this.folder, run));
    const isSame = reviews === this.reviews;
    this.reviews = reviews;
    if (this.known !== null && isSame && looks.every(look => look === "same")) {
      this.known = { ...this.known, run };
      return this.known;
    }
    this.known = this.graded(run, await reviewedSince(this.folder, run, this.questions.records));
    return this.known;
  }

  /** `now`: the questions as reviews have them since. */
  private graded(run: EvaluationRun, now: readonly QuestionRecord[]): EvaluationState {
    const { folder } = this;
    const [predictions, verdicts] = [this.predictions.records, this.verdicts.records];
    const questions = this.questions.records;
    const known = new Map(questions.map(question => [question.id, question]));
    const judge = lastJudge(verdicts);
    return {
      ...{ folder, run, verdicts, judge, questions: known },
      check: this.checks.records.findLast(({ set_id: set }) => set === judge) ?? null,
      judges: [...new Set(verdicts.flatMap(({ by, set_id: set }) => (by.type === "judge" ? [set] : [])))],
      unknown: predictions.filter(({ question_id: id }) => !known.has(id)).length,
      predictions: new Map(predictions.map(prediction => [prediction.id, prediction])),
      grades: gradeAnswers(predictions, now, verdicts, { textSha }),
      damaged: this.predictions.damaged + this.verdicts.damaged + this.questions.damaged,
    };
  }
}
