import type { FileProblem } from "../../protocol/fileProblem.js";
import type { UnreadReason } from "../index/indexedFile.js";

/** Why a file is listed and not read, as code and values. */
export function unreadProblem(reason: UnreadReason): FileProblem {
  switch (reason.code) {
    case "unknown-format":
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
