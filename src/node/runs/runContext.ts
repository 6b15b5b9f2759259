import type { ColumnNames } from "../../core/dataset/columnNames.js";
import type { JoinedRow, JoinResult } from "../../core/dataset/joinQuestion.js";
import type { CoordinateSpace } from "../../core/page/coordinateSpace.js";
import type { ResizeLimits } from "../../core/page/resizeLimits.js";
import type { DialectId } from "../../core/rollout/dialectId.js";
import type { PageView } from "../../protocol/rolloutView.js";

/** What opening a row of a run needs beside the row: the run's loupe.json and the user's settings, taken together. */
export interface RunContext {
  readonly columns: ColumnNames;
  readonly limits: ResizeLimits;
  /** The configured coordinate space; null: guess. */
  readonly space: CoordinateSpace | null;
  /** The dialect of zoom calls that loupe.json names; null: guess. */
  readonly dialect: DialectId | null;
  join(row: JoinedRow): JoinResult;
  /** The page's image, or a blank page and why. Never rejects. */
  pageOf(join: JoinResult): Promise<PageView>;
}
