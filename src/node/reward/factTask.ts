import type { JsonObject } from "../../core/dataset/jsonObject.js";
import type { ColumnNames } from "../../core/dataset/columnNames.js";
import type { Question } from "../../core/dataset/question.js";
import type { SpaceGuess } from "../../core/page/coordinateSpace.js";
import type { ResizeLimits } from "../../core/page/resizeLimits.js";
import type { Size } from "../../core/page/size.js";
import type { DialectId } from "../../core/rollout/dialectId.js";
import type { FormatId } from "../../core/rollout/formatId.js";
import type { Rollout } from "../../core/rollout/rollout.js";

/** Some rows of one file whose facts are wanted, and all that their text does not tell but their questions. */
export interface FactTask {
  readonly path: string;
  readonly format: FormatId;
  readonly columns: ColumnNames;
  readonly limits: ResizeLimits;
  /** Null: as each rollout's own calls say. */
  readonly space: SpaceGuess | null;
  /** The dialect that the run names; null: as each rollout's own calls say. */
  readonly dialect: DialectId | null;
  /** What joins are answered with: answers hold for as long as it stays the same. */
  readonly context: number;
  readonly rows: Uint32Array;
  /** Where each row's unit stands: bytes from the start of the file, and bytes. */
  readonly offsets: Float64Array;
  readonly lengths: Float64Array;
  /** The place of each row in its unit. */
  readonly items: Uint32Array;
  /** What the trainer's own lines say of the rows, by place; null where the run has no such lines. */
  readonly lines: readonly (JsonObject | null)[] | null;
}

/** What a row's question is found by. */
export type JoinRequest = Pick<Rollout, "prompt" | "groundTruth" | "fields">;

/** What the datasets say of a row. */
export interface JoinAnswer {
  /** Null where no record is known, or several are. */
  readonly question: Question | null;
  readonly pageSize: Size | null;
}
