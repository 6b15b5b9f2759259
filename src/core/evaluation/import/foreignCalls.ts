import { callConventions } from "../../rollout/callConventions.js";
import { parseTrajectory } from "../../rollout/parseTrajectory.js";
import type { ZoomCall } from "../../rollout/zoomCall.js";

const hints = { conventions: callConventions("deepeyes-evaluation"), prompt: "", storedAnswer: null };

/** The calls of a turn as the loops of evaluations look for them: closing tags may be stripped, bodies may be Python's. */
export function foreignCalls(text: string): readonly ZoomCall[] {
  return parseTrajectory({ kind: "messages", messages: [{ role: "assistant", text }] }, hints).calls;
}

export const findsCall = (text: string): boolean => foreignCalls(text).length > 0;
