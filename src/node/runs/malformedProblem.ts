import type { MalformedReason } from "../../core/rollout/dumpFormat.js";
import type { FileProblem } from "../../protocol/fileProblem.js";

/** A malformed row's reason as code and values. */
export function malformedProblem(reason: MalformedReason): FileProblem {
  switch (reason.code) {
    case "not-json":
      return { code: "not-json", values: reason.at === undefined ? [] : [String(reason.at)] };
    case "not-an-object":
      return { code: "not-an-object", values: [] };
    case "missing-keys":
      return { code: "missing-keys", values: [reason.keys.join(", ")] };
    case "wrong-type":
      return { code: "wrong-type", values: [reason.key] };
    case "undecodable":
      return { code: "undecodable", values: [reason.message] };
  }
}
