import { isErrorReply } from "./isErrorReply.js";
import { skipBlank } from "./skipBlank.js";

/** How tools without tags begin that show a crop: Pixel-Reasoner's and verl-tool's, Mini-o3's. */
const cropStarts = ["Here is the cropped image", "After the above Action "];

/** Whether what stands at a position, blanks left out, is surely a tool's reply: tagged as one, or an error text. */
export function opensReply(text: string, from: number): boolean {
  const start = skipBlank(text, from);
  return (
    text.startsWith("<tool_response>", start) ||
    isErrorReply(text.slice(start, start + 64)) ||
    cropStarts.some(words => text.startsWith(words, start))
  );
}
