import { imageTokens } from "./imageTokens.js";

const openTokens = ["<|vision_start|>", "<img>"];
const closeTokens = ["<|vision_end|>", "</img>"];

export interface CollapsedText {
  readonly text: string;
  /** How many image tokens were in it. */
  readonly imageTokens: number;
}

/** A run of one token, with the tokens that open and close it. Sticky, so that it says where its run ends. */
const runs = imageTokens.map(token => {
  const escaped = token.replace(/[|]/g, "\\|");
  return { token, run: new RegExp(`(?:${escaped})+`, "y") };
});

/** Puts one `<image>` in the place of each run of image tokens, its opening and closing token included. */
export function collapseImages(text: string): CollapsedText {
  const found = runs.find(({ token }) => text.includes(token));
  if (found === undefined) return { text, imageTokens: 0 };
  const { token, run } = found;
  let kept = "";
  let count = 0;
  let copied = 0;
  for (let at = text.indexOf(token); at !== -1; at = text.indexOf(token, copied)) {
    const opening = openTokens.find(open => text.endsWith(open, at))?.length ?? 0;
    kept += `${text.slice(copied, Math.max(copied, at - opening))}<image>`;
    run.lastIndex = at;
    run.test(text);
    const end = run.lastIndex;
    count += (end - at) / token.length;
    copied = end + (closeTokens.find(close => text.startsWith(close, end))?.length ?? 0);
  }
  return { text: kept + text.slice(copied), imageTokens: count };
}
