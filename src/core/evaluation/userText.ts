const chatUser = "<|im_start|>user\n";

/**
 * The last user message of a logged chat prompt: exact where chat tokens were kept, else between the role words that
 * verl leaves on lines of their own; a prompt without either is the message itself.
 */
export function userText(prompt: string): string {
  const token = prompt.lastIndexOf(chatUser);
  if (token !== -1) {
    const rest = prompt.slice(token + chatUser.length);
    return rest.slice(0, firstOf(rest, ["<|im_end|>", "<|im_start|>"])).trim();
  }
  const body = withoutOpening(prompt);
  // A worked example in the prompt ends with an `assistant` line; the question comes after the last one.
  const example = body.lastIndexOf("\nassistant\n");
  const from = example === -1 ? 0 : example + "\nassistant".length;
  if (body.startsWith("user\n", from)) return body.slice(from + "user\n".length).trim();
  const user = body.indexOf("\nuser\n", from);
  return user === -1 ? body.trim() : body.slice(user + "\nuser\n".length).trim();
}

/** Drops the line that opens the model's turn, and the `<think>` that some templates put behind it. */
function withoutOpening(prompt: string): string {
  const body = prompt
    .trimEnd()
    .replace(/<think>$/, "")
    .trimEnd();
  const opening = "\nassistant";
  return body.endsWith(opening) ? body.slice(0, -opening.length) : body;
}

function firstOf(text: string, patterns: readonly string[]): number {
  const hits = patterns.map(pattern => text.indexOf(pattern)).filter(at => at !== -1);
  return hits.length === 0 ? text.length : Math.min(...hits);
}
