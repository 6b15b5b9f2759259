import type { DataMeasure } from "../../core/launch/dataMeasure.js";
import type { DatasetShape } from "../../core/launch/datasetInfo.js";
import type { MeasuredSftRow } from "../../core/launch/sftDataFindings.js";
import type { DatasetRead } from "../dataset/datasetRead.js";

/** What was counted in the data of a configuration. */
export interface MeasuredData {
  readonly measures: readonly DataMeasure[];
  /** What the first question of each task kind asks, as the model will read it; null stands for rows that name no kind. */
  readonly firstQuestions: ReadonlyMap<string | null, string>;
  /** null: the run is no supervised one, or its rows are written in no way that is known. */
  readonly sft: { readonly shape: DatasetShape; readonly rows: readonly MeasuredSftRow[] } | null;
  /** Pages that are files beside the data or below data.images, rather than bytes inside of them. */
  readonly hasPageFiles: boolean;
  /** Rows that could not be used. */
  readonly damaged: number;
  /** There are more questions than were counted. */
  readonly isCut: boolean;
}

export type DataMeasured =
  | { readonly kind: "measured"; readonly data: MeasuredData }
  | { readonly kind: "unread"; readonly reason: Extract<DatasetRead, { kind: "unread" }>["reason"] };
