/** A run of image tokens, with the tokens that open and close it. UTF-16 offsets. */
export interface ImageRun {
  readonly start: number;
  readonly end: number;
  /** How many tokens stand in it. */
  readonly tokens: number;
  /** Qwen's `<|vision_start|><|image_pad|>` less its `<|image_pad|><|vision_end|>`: 1 for an image that was cut off. */
  readonly unclosed: number;
}

const openToken = "<|vision_start|>";
const closeToken = "<|vision_end|>";
const padToken = "<|image_pad|>";

const openTokens = [openToken, "<img>"];
const closeTokens = [closeToken, "</img>"];

/** Tokens that stand for one piece of an image, thousands of them in a row where a format keeps them. Sticky patterns. */
const runs = [padToken, "<|imgpad|>", "<|video_pad|>", "<IMG_CONTEXT>"].map(token => {
  const escaped = token.replace(/[|]/g, "\\|");
  return { token, run: new RegExp(`(?:${escaped})+`, "y") };
});

/** The run of one kind of image token whose first one is at a position; null where none is. Nothing before `least` counts. */
export function imageRunAt(text: string, at: number, least: number): ImageRun | null {
  const found = runs.find(({ token }) => text.startsWith(token, at));
  if (found === undefined) return null;
  const { token, run } = found;
  run.lastIndex = at;
  run.test(text);
  const last = run.lastIndex;
  const opening = openTokens.find(open => at - open.length >= least && text.endsWith(open, at))?.length ?? 0;
  const closing = closeTokens.find(close => text.startsWith(close, last))?.length ?? 0;
  const unclosed =
    token === padToken ? Number(opening === openToken.length) - Number(closing === closeToken.length) : 0;
  return { start: at - opening, end: last + closing, tokens: (last - at) / token.length, unclosed };
}
