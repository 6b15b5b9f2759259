import type { CallConventions } from "./callConventions.js";
import type { ZoomCall } from "./zoomCall.js";

/**
 * True for a call that the trainer's own parser takes for one: closed where the format asks for it, readable, with a name
 * and arguments. A box that the tool then refuses does not make it less of a call.
 */
export function isParsedCall(call: ZoomCall, conventions: CallConventions): boolean {
  if (!call.closed && conventions.needsClosingTag) return false;
  switch (call.problem?.code) {
    case "not-json":
    case "no-name":
    case "no-arguments":
      return false;
    case "no-box":
    case "box-not-four-numbers":
    case "no-point":
    case undefined:
      return true;
  }
}
