import type { ColumnNames } from "../dataset/columnNames.js";
import type { FormatId } from "./formatId.js";
import type { Rollout } from "./rollout.js";
import type { MetricsRow } from "./metricsRow.js";
import type { RewardLine } from "./rewardLine.js";
import type { CallConventions } from "./trainerConventions.js";

/**
 * What the scanner may take from a line without parsing it: the top-level keys that hold each role, tried in order.
 * The scanner knows nothing else of a format.
 */
export interface ScanKeys {
  readonly prompt: readonly string[];
  readonly response: readonly string[];
  readonly score: readonly string[];
  readonly step: readonly string[];
  /** Keys whose string names the group when cut as the format says (verl v1 `uid`). */
  readonly uid: readonly string[];
  /** Keys whose whole text or number names the question, and so the group of a row without a uid. */
  readonly question: readonly string[];
}

/** One row of a file, opened. `malformed` rows are kept, shown and counted. */
export type RowRead =
  | { readonly kind: "rollout"; readonly rollout: Rollout }
  | { readonly kind: "metrics"; readonly metrics: MetricsRow }
  /** A line of the trainer's own JSONL, which belongs to a rollout of a dump. */
  | { readonly kind: "reward"; readonly line: RewardLine }
  | { readonly kind: "malformed"; readonly reason: MalformedReason };

/** Why a row cannot be used. Codes, not sentences. */
export type MalformedReason =
  | {
      readonly code: "not-json";
      /** Bytes from the start of the row, where the scan stopped; absent where a parser found it, which counts otherwise. */
      readonly at?: number;
    }
  | { readonly code: "not-an-object" }
  | { readonly code: "missing-keys"; readonly keys: readonly string[] }
  | { readonly code: "wrong-type"; readonly key: string };

/** One format: one file in `core/rollout/formats`, one line in `formats.ts`. */
export interface DumpFormat {
  readonly id: FormatId;
  /** What the rows are: rollouts carry a step; predictions and evaluation results are rollouts without one. */
  readonly rows: "rollouts" | "predictions" | "evaluation" | "metrics" | "rewards";
  /** A unit is what is read and parsed at once. */
  readonly unit: "line" | "file";
  /** How the trainer writes: whole files again, or at the end. A hint for the display; the bytes decide. */
  readonly growth: "rewritten" | "appended";
  /** What its trainer does with zoom calls, where the rows are rollouts. */
  readonly conventions: CallConventions;
  /** Null where rows are few and are parsed instead (metrics, whole files). */
  readonly scan: ScanKeys | null;
  /** True when the tolerant-parsed first unit is of this format. Content decides, never the file's name. */
  detect(first: unknown): boolean;
  /** Rows of one parsed unit; a line holds one, a whole file many. `columns` come from loupe.json. Never throws. */
  readUnit(unit: unknown, columns?: ColumnNames): readonly RowRead[];
}
