/** The text of the last `<answer>` element, or the whole text without one, trimmed. */
export function extractAnswer(text: string): string {
  const open = text.lastIndexOf("<answer>");
  if (open === -1) return text.trim();
  const close = text.indexOf("</answer>", open);
  return text.slice(open + "<answer>".length, close === -1 ? undefined : close).trim();
}
