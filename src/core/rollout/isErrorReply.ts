/** What verl's tool loop, its zoom tool and DeepEyes' write in place of an image. The start of a reply is enough. */
const errorStart =
  /^\s*(?:<image>\s*)*(?:Error[:\s]|Unknown function '|Invalid JSON in arguments for '|Invalid tool call format)/;

/** True for a tool's error text, tags around it left out. */
export function isErrorReply(text: string): boolean {
  const start = text.slice(0, 300);
  return errorStart.test(start) || start.includes("ZOOM IN ARGUMENTS ARE INVALID");
}
