const longest = 200;

/** A question in one line, cut off: what lists show, and what a question without an id is told by. */
export const questionLine = (text: string): string => text.replace(/\s+/g, " ").slice(0, longest);
