/** Why a reply is not what was asked for. */
export type ReplyDamage = "unfinished-thought" | "not-json" | "wrong-shape" | "too-long" | "empty" | "not-text";

export type ReplyJson =
  | { readonly kind: "json"; readonly value: unknown }
  /** It says that it will not, in a sentence in place of JSON. */
  | { readonly kind: "refused" }
  | { readonly kind: "damaged"; readonly code: ReplyDamage };

const fenced = /```[a-z]*[ \t]*\r?\n(.*?)```/gis;

const refusing =
  /\b(?:I(?:'|’)?m sorry|I am sorry|I can(?:no|'|’)t|I can not|I(?:'|’)m (?:not able|unable)|I am (?:not able|unable)|I won(?:'|’)t|unable to (?:assist|help)|can(?:no|'|’)t (?:assist|help) with)\b/i;

/** What a model says after it has reasoned; null: it never came to an end of that. */
function afterThought(text: string): string | null {
  const end = text.lastIndexOf("</think>");
  if (end !== -1) return text.slice(end + "</think>".length);
  return text.trimStart().startsWith("<think>") ? null : text;
}

function parsed(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/**
 * The JSON of a reply that was to be JSON alone. A fence of code around it is borne, since models put it there whatever
 * they are told; anything else beside it is not, since nobody could say which part is meant.
 */
export function replyJson(reply: string): ReplyJson {
  const text = afterThought(reply);
  if (text === null) return { kind: "damaged", code: "unfinished-thought" };
  if (text.trim() === "") return { kind: "damaged", code: "empty" };
  const [block, ...more] = Array.from(text.matchAll(fenced), ([, inside = ""]) => inside);
  const json = parsed(block !== undefined && more.length === 0 ? block : text);
  if (json !== null) return { kind: "json", value: json.value };
  return refusing.test(text) ? { kind: "refused" } : { kind: "damaged", code: "not-json" };
}
