import type { Outcome } from "../../core/rollout/outcome.js";
import type { RolloutDetails } from "../../core/rollout/rolloutDetails.js";
import type { CutReason } from "../../core/rollout/trajectory.js";

const outcomes: readonly Outcome[] = ["correct", "wrong", "unparsed", "unknown"];
const cuts: readonly (CutReason | null)[] = [
  null,
  "unclosed-tag",
  "no-answer-after-calls",
  "call-without-reply",
  "no-answer",
];

/** A row that was opened and is malformed; it has no details. */
export type DetailState = "unknown" | "known" | "malformed";

const bytesPerRow = 6;
const floatsPerRow = 4;

/** Details of a file's rows in columns: 22 bytes a row. Of the IoUs beyond the second the mean and the best are kept. */
export class DetailColumns {
  private bytes = new Uint8Array(0);
  private floats = new Float32Array(0);
  private rows = 0;

  private grow(row: number): void {
    if (row < this.rows) return;
    const rows = Math.max(64, row + 1, Math.ceil(this.rows * 1.25));
    const bytes = new Uint8Array(rows * bytesPerRow);
    const floats = new Float32Array(rows * floatsPerRow);
    bytes.set(this.bytes);
    floats.set(this.floats);
    this.bytes = bytes;
    this.floats = floats;
    this.rows = rows;
  }

  set(row: number, details: RolloutDetails | null): void {
    this.grow(row);
    const at = row * bytesPerRow;
    if (details === null) {
      this.bytes[at] = 255;
      return;
    }
    const counts = [details.calls, details.executed, details.refused, details.problems];
    this.bytes[at] = ((outcomes.indexOf(details.outcome) + 1) << 4) | cuts.indexOf(details.cut);
    counts.forEach((count, i) => (this.bytes[at + 1 + i] = Math.min(count, 255)));
    this.bytes[at + 5] = Math.min(details.judged, 255);
    this.floats[row * floatsPerRow] = details.meanIou ?? Number.NaN;
    this.floats[row * floatsPerRow + 1] = details.ious[0] ?? Number.NaN;
    this.floats[row * floatsPerRow + 2] = details.ious[1] ?? Number.NaN;
    this.floats[row * floatsPerRow + 3] = details.bestIou ?? Number.NaN;
  }

  stateOf(row: number): DetailState {
    const head = row < this.rows ? (this.bytes[row * bytesPerRow] ?? 0) : 0;
    if (head === 0) return "unknown";
    return head === 255 ? "malformed" : "known";
  }

  /** Null while unknown and for malformed rows. `ious` holds the first two at most. */
  get(row: number): RolloutDetails | null {
    if (this.stateOf(row) !== "known") return null;
    const byte = (i: number) => this.bytes[row * bytesPerRow + i] ?? 0;
    const float = (i: number) => this.floats[row * floatsPerRow + i] ?? Number.NaN;
    const ious = [float(1), float(2)].slice(0, Math.min(2, byte(5)));
    return {
      outcome: outcomes[(byte(0) >> 4) - 1] ?? "unknown",
      calls: byte(1),
      executed: byte(2),
      refused: byte(3),
      problems: byte(4),
      judged: byte(5),
      meanIou: Number.isNaN(float(0)) ? null : float(0),
      bestIou: Number.isNaN(float(3)) ? null : float(3),
      ious,
      cut: cuts[byte(0) & 15] ?? null,
    };
  }
}
