/** Tokens that stand for one piece of an image, thousands of them in a row where a format keeps them. */
export const imageTokens: readonly string[] = ["<|image_pad|>", "<|imgpad|>", "<|video_pad|>", "<IMG_CONTEXT>"];
