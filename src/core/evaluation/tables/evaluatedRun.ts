import type { TaskKind } from "../../benchmark/taskKinds.js";
import type { EvaluationInput, EvaluationRun } from "../evaluationRun.js";
import type { ModelFamilyId } from "../modelFamily.js";
import type { GradeColumns } from "./gradeColumns.js";
import type { RunGaps } from "./runGaps.js";

/** A row of a table before it is counted: one evaluation with its grades. */
export interface EvaluatedRun {
  readonly id: string;
  readonly label: string;
  readonly model: string;
  readonly family: ModelFamilyId;
  readonly input: EvaluationInput;
  /** Which questions were asked, by name: the columns of Table 8. */
  readonly set: string;
  /** SHA-256 of the prompt by task kind. */
  readonly prompts: Readonly<Record<string, string>>;
  /** The set of verdicts by which open answers were judged; null: none. */
  readonly judge: string | null;
  /** Task kinds that the model was trained on; null: not known. Table 7 sets them apart. */
  readonly trainedOn: readonly TaskKind[] | null;
  /** Settings by which a checkpoint was asked otherwise than it was trained; left out: there are none. */
  readonly askedOtherwise?: readonly string[] | undefined;
  /** Left out: it lacks nothing. */
  readonly gaps?: RunGaps | undefined;
  readonly grades: GradeColumns;
}

/** The row of an evaluation's folder. */
export function evaluatedRun(
  run: EvaluationRun,
  grades: GradeColumns,
  { judge, trainedOn }: Pick<EvaluatedRun, "judge" | "trainedOn"> = { judge: null, trainedOn: null },
): EvaluatedRun {
  const findings = (run.checkpoint_findings ?? []).filter(({ code }) => code === "setting-differs");
  const askedOtherwise = findings.flatMap(({ values: [setting] }) => setting ?? []);
  return {
    ...(askedOtherwise.length === 0 ? {} : { askedOtherwise }),
    id: run.id,
    label: run.name,
    model: run.model.requested,
    family: run.model.family,
    input: run.input,
    set: run.dataset.id ?? run.dataset.questions_sha256,
    prompts: Object.fromEntries(Object.entries(run.prompts).map(([task, { sha256 }]) => [task, sha256])),
    judge,
    trainedOn,
    grades,
  };
}
