import type { FileProblem } from "../../protocol/fileProblem.js";
import type { MappingProblem } from "../index/fileMapping.js";
import type { UnreadReason } from "../index/indexedFile.js";
import { configProblem } from "./configProblem.js";

/** Why the loupe.json that a file might be read with does not say how. `keys`: those of its rows. */
function mappingProblem(problem: MappingProblem, keys: readonly string[]): FileProblem {
  if (problem.code === "no-response")
    return { code: "config-no-response", values: [problem.column, keys.slice(0, 12).join(", ")] };
  if (problem.code === "too-large" || problem.code === "denied") return { code: `config-${problem.code}`, values: [] };
  return configProblem(problem);
}

/** Why a file is listed and not read, as code and values. */
export function unreadProblem(reason: UnreadReason): FileProblem {
  switch (reason.code) {
    case "unknown-format":
      if (reason.mapping !== undefined) return mappingProblem(reason.mapping, reason.keys);
      return { code: reason.code, values: [reason.keys.slice(0, 12).join(", ")] };
    case "parquet":
      return { code: reason.code, values: [reason.keys.slice(0, 12).join(", ")] };
    case "unreadable":
      return { code: reason.code, values: [reason.message] };
    case "too-large":
      return { code: reason.code, values: [String(reason.bytes), String(reason.limit)] };
    case "empty":
    case "being-written":
    case "no-footer":
    case "not-json-lines":
    case "lfs-pointer":
    case "zip":
    case "pickle":
    case "torch":
    case "inspect-log":
    case "wandb":
    case "gone":
    case "denied":
      return { code: reason.code, values: [] };
  }
}
