import type { Rollout } from "../rollout/rollout.js";

/** A response as one text: that of all its messages where a format stores messages. */
export function responseText({ response }: Pick<Rollout, "response">): string {
  return response.kind === "text" ? response.text : response.messages.map(({ text }) => text).join("");
}
