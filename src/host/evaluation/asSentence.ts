/** What stands in a list or after a name, as a sentence of its own. */
export function asSentence(words: string): string {
  const text = words.trim();
  if (text === "") return "";
  return `${text.slice(0, 1).toLocaleUpperCase()}${text.slice(1)}${/[.!?…]$/.test(text) ? "" : "."}`;
}
