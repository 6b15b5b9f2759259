/**
 * The text inside the last `<answer>…</answer>` behind the last `</think>`, or null when there is none (facts:
 * benchmark 2.3). An answer inside the reasoning is a draft and does not count.
 */
export function lastAnswer(response: string): string | null {
  const from = Math.max(0, response.lastIndexOf("</think>"));
  const close = response.lastIndexOf("</answer>");
  if (close < from) return null;
  const open = response.lastIndexOf("<answer>", close);
  return open < from ? null : response.slice(open + "<answer>".length, close).trim();
}
