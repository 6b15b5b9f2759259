/** Characters of an answer's JSON at most: some 15,000 tokens. */
export const longestAnswer = 60_000;
