import { sha256 } from "../benchmark/sha256.js";
import { normalisedResponse } from "../rollout/normalisedResponse.js";
import type { Rollout } from "../rollout/rollout.js";

/** 128 bits of a hash: as many as keep two texts apart, and few enough for a link. */
const digits = 32;

/** What no text of a dump holds: it keeps a prompt that ends with a word from a response that begins with it. */
const between = "\u0000";

function responseText({ response }: Pick<Rollout, "response">): string {
  if (response.kind === "text") return normalisedResponse(response.text);
  return response.messages.map(({ role, text }) => `${role}${between}${normalisedResponse(text)}`).join(between);
}

/**
 * What a rollout is told by when its file was moved or written again: a hash of its prompt and its response, both without
 * special tokens and blanks at their ends, in 32 hexadecimal digits. Scores and the place are no part of it.
 */
export function rolloutIdentity(rollout: Pick<Rollout, "prompt" | "response">): string {
  return sha256(`${normalisedResponse(rollout.prompt)}${between}${responseText(rollout)}`).slice(0, digits);
}
