import { dialectName } from "../src/core/rollout/dialectName.js";
import type { SpaceReason } from "../src/core/page/coordinateSpace.js";
import type { ViewStringKey } from "../src/protocol/viewStrings.js";

const votedKeys = {
  "exceeds-model": "guessVotedExceedsModel",
  "exceeds-page": "guessVotedExceedsPage",
  fractions: "guessVotedFractions",
  "logged-iou": "guessVotedLoggedIou",
} as const satisfies Record<Extract<SpaceReason, { code: "voted" }>["evidence"], ViewStringKey>;

/** The sentence of a guess's reason and the values after the space's name, which is always the first. */
export function guessWords(reason: SpaceReason): { key: ViewStringKey; values: readonly (string | number)[] } {
  switch (reason.code) {
    case "configured":
      return { key: "guessConfigured", values: [] };
    case "dialect":
      return { key: "guessDialect", values: [dialectName(reason.dialect)] };
    case "tool-convention":
      return { key: "guessToolConvention", values: [reason.tool] };
    case "fractions":
      return { key: "guessFractions", values: [] };
    case "same-size":
      return { key: "guessSameSize", values: [] };
    case "logged-iou":
      return { key: "guessLoggedIou", values: [] };
    case "exceeds-model":
      return {
        key: reason.axis === "x" ? "guessExceedsModelX" : "guessExceedsModelY",
        values: [reason.value, reason.limit],
      };
    case "exceeds-page":
      return {
        key: reason.axis === "x" ? "guessExceedsPageX" : "guessExceedsPageY",
        values: [reason.value, reason.limit],
      };
    case "voted":
      return { key: votedKeys[reason.evidence], values: [reason.rollouts, reason.asked] };
    case "format-default":
      return { key: "guessFormatDefault", values: [reason.format] };
    case "page-size-unknown":
      return { key: "guessPageSizeUnknown", values: [] };
  }
}
