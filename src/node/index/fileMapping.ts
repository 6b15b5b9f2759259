import type { ColumnNames } from "../../core/dataset/columnNames.js";
import type { ConfigProblem } from "../../core/dataset/loupeConfig.js";
import type { LoupeFileRead } from "../dataset/readLoupeFile.js";

/** Why a loupe.json does not say how the rows of a file are read, where it might. */
export type MappingProblem =
  | ConfigProblem
  | { readonly code: "too-large" }
  | { readonly code: "denied" }
  /** The column that it names as the response is none of the file. */
  | { readonly code: "no-response"; readonly column: string };

/** What a loupe.json says of the columns of files. */
export interface FileMapping {
  readonly columns: ColumnNames;
  readonly problem: MappingProblem | null;
}

const isOfColumns = (problem: ConfigProblem): boolean => {
  switch (problem.code) {
    case "not-json":
    case "not-an-object":
      return true;
    case "unknown-key":
    case "invalid":
      return /^columns(?:\.|$)/.test(problem.key);
    case "strategy":
      return false;
  }
};

/** The columns that a loupe.json names; none where there is no such file or where it cannot be read, and why. */
export function fileMapping(read: LoupeFileRead): FileMapping {
  if (read.kind === "none") return { columns: {}, problem: null };
  if (read.kind !== "read") return { columns: {}, problem: { code: read.kind } };
  const { columns = {} } = read.config;
  const wrong = read.problems.find(isOfColumns) ?? null;
  const { response } = columns;
  // Asked about a file of no known format only: with that column it would be one of these rows.
  return { columns, problem: wrong ?? (response === undefined ? null : { code: "no-response", column: response }) };
}
