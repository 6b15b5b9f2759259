import type { TaskKind } from "../../benchmark/taskKinds.js";
import type { EvaluationInput } from "../evaluationRun.js";
import type { ModelFamilyId } from "../modelFamily.js";
import type { ResultCell } from "./resultCell.js";
import type { RunGaps } from "./runGaps.js";
import type { TableKind } from "./tableKind.js";

export interface ResultColumn {
  readonly id: string;
  /** Null: all tasks of a set together. */
  readonly task: TaskKind | null;
  readonly set: string | null;
  /** The random row: mean share that guessing gives over the items of all rows; null where it cannot be said. */
  readonly chance: number | null;
  /** Items of all rows together. */
  readonly items: number;
}

/** The mean of the columns' accuracies, each column with the same weight; of nothing where a column is empty. */
export interface MacroAverage {
  readonly value: number | null;
  readonly error: number | null;
  readonly columns: number;
}

export interface ResultRow {
  readonly id: string;
  readonly label: string;
  readonly model: string;
  readonly family: ModelFamilyId;
  readonly input: EvaluationInput;
  readonly set: string;
  readonly judge: string | null;
  readonly trainedOn: readonly TaskKind[] | null;
  readonly askedOtherwise?: readonly string[] | undefined;
  /** Left out: the evaluation lacks nothing. */
  readonly gaps?: RunGaps | undefined;
  /** The row that it is compared with. */
  readonly base: string | null;
  /** By column id; null: nothing was asked. */
  readonly cells: Readonly<Record<string, ResultCell | null>>;
  /** All items together, each with the same weight. */
  readonly micro: ResultCell | null;
  readonly macro: MacroAverage;
}

export interface ResultTable {
  readonly kind: TableKind;
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  /** Comparisons over which p values are adjusted: cells of rows that have a base. */
  readonly comparisons: number;
}

export interface TableOptions {
  readonly kind: TableKind;
  /** Id of the run that the others are compared with. In a table of inputs every model's page run is its own base. */
  readonly base: string | null;
  /** To which family the model of that name belongs. */
  readonly familyOf: (model: string) => ModelFamilyId;
}
