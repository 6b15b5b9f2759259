/** The tags that open a call, as the byte scan counts them. */
const callTags = ["<tool_call>", "<grounding>"] as const;

/** Openings of calls in a response: an upper bound of its calls. */
export function countOpenings(text: string): number {
  let count = 0;
  for (const tag of callTags)
    for (let at = text.indexOf(tag); at !== -1; at = text.indexOf(tag, at + tag.length)) count++;
  return count;
}
