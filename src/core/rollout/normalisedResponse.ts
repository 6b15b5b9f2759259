/** Chat, vision and padding tokens as tokenizers of the Qwen family and of InternVL write them out. */
const specialTokens = /<\|[A-Za-z0-9_]{1,40}\|>|<IMG_CONTEXT>|<\/?img>/g;
const blankEnds = /^[ \t\r\n]+|[ \t\r\n]+$/g;

/**
 * A response as its hash is made of it, the same whether a dump kept special tokens and image pads or dropped them: without
 * them, and without blanks at its ends. `src/trainer/zoom_text.py` does the same; the hash is SHA-256 of its UTF-8 bytes
 * (a surrogate without its partner counts as U+FFFD), in hex.
 */
export function normalisedResponse(text: string): string {
  return text.replace(specialTokens, "").replace(blankEnds, "");
}
