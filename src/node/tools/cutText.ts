/** A text that is no longer than `limit` UTF-16 units; what was cut off is said, and no character is cut in half. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const code = text.charCodeAt(limit - 1);
  const end = code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit;
  return `${text.slice(0, end)}… [${text.length - end} more characters]`;
}
