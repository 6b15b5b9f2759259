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
  const pad = text.includes("<|") || text.includes("<IMG") ? padTokens.find(token => text.includes(token)) : undefined;
  if (pad === undefined) return { text, imageTokens: 0 };
  const kept: string[] = [];
  let imageTokens = 0;
  let copied = 0;
  for (let at = text.indexOf(pad); at !== -1; at = text.indexOf(pad, copied)) {
    const opening = openTokens.find(token => text.endsWith(token, at))?.length ?? 0;
    kept.push(text.slice(copied, Math.max(copied, at - opening)), "<image>");
    let end = at;
    for (; text.startsWith(pad, end); end += pad.length) imageTokens++;
    copied = end + (closeTokens.find(token => text.startsWith(token, end))?.length ?? 0);
  }
  kept.push(text.slice(copied));
  return { text: kept.join(""), imageTokens };
}
