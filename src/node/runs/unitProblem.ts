import type { FileProblem } from "../../protocol/fileProblem.js";
import type { UnitRead } from "../index/unitRead.js";
import { unreadProblem } from "./unreadProblem.js";

/** Why a row's bytes cannot be read now, as code and values. */
export function unitProblem(read: Exclude<UnitRead, { kind: "bytes" }>): FileProblem {
  switch (read.kind) {
    case "too-large":
      return { code: "unit-too-large", values: [String(read.length)] };
    case "changed":
      return { code: "file-changed", values: [] };
    case "failed":
      return unreadProblem(read.reason);
  }
}
