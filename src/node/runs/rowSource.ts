import type { PlacedCall } from "../../core/rollout/placedCall.js";
import type { OpenedRowResult } from "./openedRow.js";
import type { Row } from "./rowsOf.js";

/** What the tree needs from opened rows. */
export interface RowSource {
  /** Computes the details of these rows where they are unknown. Never rejects: rows that cannot be read stay unknown. */
  ensureDetails(rows: readonly Row[]): Promise<void>;
  /** Opens a row without keeping it. Never rejects for what a file holds; a failure is a value. */
  openFresh(row: Row): Promise<OpenedRowResult>;
  /** The question of a row in one line, and its id where one is known; empty when the row cannot be read. */
  questionOf(row: Row): Promise<{ readonly id: string | null; readonly text: string }>;
  /** The zoom calls of a row on their page; empty when the row cannot be read. */
  zoomCallsOf(row: Row): Promise<readonly PlacedCall[]>;
}
