/**
 * The text inside the last `<answer>…</answer>` behind the last `</think>`, or null when there is none (facts:
 * benchmark 2.3). An answer inside the reasoning is a draft and does not count.
 */
export function lastAnswer(response: string): string | null {
  // Forward searches are fast, `lastIndexOf` is not: it is left for texts that are known to hold what it looks for.
  if (!response.includes("</answer>")) return null;
  const close = response.lastIndexOf("</answer>");
  const open = response.lastIndexOf("<answer>", close);
  if (open === -1 || response.includes("</think>", open)) return null;
  return response.slice(open + "<answer>".length, close).trim();
}
