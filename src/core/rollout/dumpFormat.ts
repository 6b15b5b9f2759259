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
  | { readonly code: "wrong-type"; readonly key: string }
  /** The rows of a part of a table cannot be decoded; they stand as this one. */
  | { readonly code: "undecodable"; readonly message: string };

/** What a file's path says where its rows do not. */
export interface DumpPlace {
  /** The folder of the run, a path like the file's. */
  readonly run: string;
  /** Names the dumps of one kind below the run, e.g. `rollouts/train`: files that share it are the steps of one list. */
  readonly dumps: string;
  /** The step of rows that have none of their own. */
  readonly step: number | null;
  readonly phase: "training" | "validation";
  /** The file's rows stand in this one too, where it is there: they are not counted twice. */
  readonly repeats?: string;
}

/**
 * What dumps of a format do not tell, so that it is said: a `score` that is made of the rewards, pages that are not named,
 * steps, and where exactly one text ends and the next one begins.
 */
export type FormatLoss = "no-total" | "no-images" | "no-steps" | "loose-texts";

/**
 * What is read and parsed at once, and may hold many rows: a line of JSON, a file that is one JSON value, a block of plain
 * text, a row group of a Parquet file (which the format gets as a list of its rows).
 */
export type UnitKind = "line" | "file" | "block" | "table";

/** One format: one file in `core/rollout/formats`, one line in `formats.ts`. */
export interface DumpFormat {
  readonly id: FormatId;
  /** What the rows are: rollouts carry a step; predictions and evaluation results are rollouts without one. */
  readonly rows: "rollouts" | "predictions" | "evaluation" | "metrics" | "rewards";
  readonly unit: UnitKind;
  /** How the trainer writes: whole files again, or at the end. A hint for the display; the bytes decide. */
  readonly growth: "rewritten" | "appended";
  /** What its trainer does with zoom calls, where the rows are rollouts. */
  readonly conventions: CallConventions;
  /** What a person should know that the files do not tell. */
  readonly losses?: readonly FormatLoss[];
  /** For trainers that make a folder or a file name for each step. Null where the path (with `/`) is none of theirs. */
  readonly placeOf?: (path: string) => DumpPlace | null;
  /**
   * Null where the index parses every unit instead: where a unit holds several rows, where its values are wrapped (a score
   * that is a list), where rows are few (metrics). Then `readUnit` says all that the index knows of a row.
   */
  readonly scan: ScanKeys | null;
  /**
   * True when the first unit is of this format, told from its skeleton: top-level keys with values of the right type, texts
   * cut and lists empty. A table's skeleton is one row of it, a block's is its first bytes, that of a file which is a list a
   * list of its first element's. Content decides, never the file's name.
   */
  detect(first: unknown): boolean;
  /**
   * The rows of one parsed unit in their order: the same ones whenever it is read, since a row is known by its place.
   * `columns` come from loupe.json. Never throws.
   */
  readUnit(unit: unknown, columns?: ColumnNames): readonly RowRead[];
}
