import type { ChatAnswer } from "./chatAnswer.js";
import type { Attempt } from "./sendOnce.js";

/** Keys shorter than this are words that stand in for one ("none", "EMPTY"), and may be what a model answers. */
const leastSecret = 8;

/** Which values of an address's query are keys, by their names. */
const secretName = /key|token|secret|sig|auth|pass|code/i;

/** What must not be written down of a request: its key, and those in its address. */
function secretsOf(url: string, key: string | null): readonly string[] {
  const query = URL.canParse(url) ? [...new URL(url).searchParams] : [];
  const own = query.filter(([name, value]) => secretName.test(name) && value.length >= leastSecret);
  return [...new Set([key ?? "", ...own.map(([, value]) => value)])].filter(secret => secret !== "");
}

const without = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((left, secret) => left.replaceAll(secret, "…"), text);

function hiddenAnswer(answer: ChatAnswer, secrets: readonly string[]): ChatAnswer {
  const hide = (text: string): string => without(text, secrets);
  const { text, reasoning, refusal, toolCalls } = answer;
  return {
    ...answer,
    text: hide(text),
    reasoning: reasoning === null ? null : hide(reasoning),
    refusal: refusal === null ? null : hide(refusal),
    toolCalls: toolCalls.map(call => ({ ...call, arguments: hide(call.arguments) })),
  };
}

/** An attempt without the secrets of its request: servers repeat the key that they refuse, and some all that they are sent. */
export function hideSecrets(attempt: Attempt, url: string, key: string | null): Attempt {
  const secrets = secretsOf(url, key);
  const { outcome } = attempt;
  switch (outcome.kind) {
    case "cancelled":
      return attempt;
    case "failed": {
      const failure = { ...outcome.failure, message: without(outcome.failure.message, secrets) };
      return { ...attempt, outcome: { kind: "failed", failure } };
    }
    case "answered": {
      const long = secrets.filter(secret => secret.length >= leastSecret);
      return { ...attempt, outcome: { kind: "answered", answer: hiddenAnswer(outcome.answer, long) } };
    }
    default: {
      const never: never = outcome;
      return never;
    }
  }
}
