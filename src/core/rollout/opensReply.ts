import { isErrorReply } from "./isErrorReply.js";
import { skipBlank } from "./skipBlank.js";

/** Whether what stands at a position, blanks left out, is surely a tool's reply: tagged as one, or an error text. */
export function opensReply(text: string, from: number): boolean {
  const start = skipBlank(text, from);
  return text.startsWith("<tool_response>", start) || isErrorReply(text.slice(start, start + 64));
}
