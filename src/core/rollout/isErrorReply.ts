/** What verl's tool loop, its zoom tool and DeepEyes' write in place of an image. The start of a reply is enough. */
const errorStart =
  /^\s*(?:<image>\s*)*(?:Error[:\s]|Unknown function '|Invalid JSON in arguments for '|Invalid tool call format)/;

/** The same of Pixel-Reasoner, Mini-o3, Chain-of-Focus, Qwen-Agent and verl-tool, in this order. */
const foreignStart = new RegExp(
  [
    String.raw`^\s*(?:<tool_response>\s*)?(?:Execution error:|ERROR occurs during grounding|Invalid bounding box:`,
    "Tool Execution Error|Missing parameters: |Invalid bbox_2d format|Invalid target_image index",
    "Unknown action name|Missing 'arguments' in the tool call)",
  ].join("|"),
);

/** True for a tool's error text, tags around it left out. */
export function isErrorReply(text: string): boolean {
  const start = text.slice(0, 300);
  return errorStart.test(start) || foreignStart.test(start) || start.includes("ZOOM IN ARGUMENTS ARE INVALID");
}
