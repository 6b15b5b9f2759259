/** Tokens of a text are not counted here; a token of such text has about four characters. */
export const estimatedTokens = (text: string): number => Math.ceil(text.length / 4);
