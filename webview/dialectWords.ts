import type { DialectReason } from "../src/core/rollout/dialectId.js";
import type { ViewStringKey } from "../src/protocol/viewStrings.js";

/** The sentence of why a dialect was taken, and the values after its name, which is always the first. */
export function dialectWords(reason: DialectReason): { key: ViewStringKey; values: readonly string[] } {
  switch (reason.code) {
    case "configured":
      return { key: "dialectConfigured", values: [] };
    case "tag":
      return { key: "dialectTag", values: [reason.tag] };
    case "tool":
      return { key: "dialectTool", values: [reason.tool] };
    case "argument":
      return { key: "dialectArgument", values: [reason.argument] };
    case "several-replies":
      return { key: "dialectSeveralReplies", values: [] };
    case "format":
      return { key: "dialectFormat", values: [reason.format] };
  }
}
