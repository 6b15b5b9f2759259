import type { UnreadReason } from "./indexedFile.js";
import type { ReadFailure } from "./readFailure.js";

/** Says a failure to read in the words of the index. */
export function unreadReason(failure: ReadFailure): UnreadReason {
  switch (failure.kind) {
    case "gone":
    case "denied":
      return { code: failure.kind };
    case "unreadable":
      return { code: "unreadable", message: failure.message };
    case "changed":
      return { code: "unreadable", message: "changed while it was read" };
    case "too-large":
      return { code: "unreadable", message: `${String(failure.bytes)} bytes` };
  }
}
