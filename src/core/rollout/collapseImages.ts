/** Tokens that stand for one piece of an image, thousands of them in a row where a format keeps them. */
const padTokens = ["<|image_pad|>", "<|imgpad|>", "<|video_pad|>", "<IMG_CONTEXT>"];
const openTokens = ["<|vision_start|>", "<img>"];
const closeTokens = ["<|vision_end|>", "</img>"];

export interface CollapsedText {
  readonly text: string;
  /** How many image tokens were in it. */
  readonly imageTokens: number;
}

/** Puts one `<image>` in the place of each run of image tokens, its opening and closing token included. */
export function collapseImages(text: string): CollapsedText {
  const pad = padToken(text);
  if (pad === undefined) return { text, imageTokens: 0 };
  let kept = "";
  let imageTokens = 0;
  let copied = 0;
  for (let at = text.indexOf(pad); at !== -1; at = text.indexOf(pad, copied)) {
    const opening = openTokens.find(token => text.endsWith(token, at))?.length ?? 0;
    kept += `${text.slice(copied, Math.max(copied, at - opening))}<image>`;
    let end = at;
    for (; text.startsWith(pad, end); end += pad.length) imageTokens++;
    copied = end + (closeTokens.find(token => text.startsWith(token, end))?.length ?? 0);
  }
  return { text: kept + text.slice(copied), imageTokens };
}

/** Most texts hold no such token. Their rarest characters are looked for first, which is the fastest way to see it. */
function padToken(text: string): string | undefined {
  const mayHoldOne = text.includes("|>") || text.includes("_CONTEXT>");
  return mayHoldOne ? padTokens.find(token => text.includes(token)) : undefined;
}
