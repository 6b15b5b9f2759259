import type { DialectGuess, DialectId } from "./dialectId.js";
import type { ZoomCall } from "./zoomCall.js";

/** What a guess may look at in a call. */
export type DialectEvidence = Pick<
  ZoomCall,
  "isZoom" | "tag" | "tool" | "requested" | "sourceKey" | "body" | "reply" | "turn"
>;

export interface DialectFallback {
  /** The dialect of the format's own trainer. */
  readonly dialect: DialectId;
  /** The format's name, quoted as the reason where nothing else decides. */
  readonly format: string;
}

/** A format in which verl's descendants write, as verl-tool, while Pixel-Reasoner's trainer has its own. */
const verlFormat = "verl-rollouts";

/**
 * Whose dialect a rollout's zoom calls are in, by what only one project writes: its tag, its tool, its arguments. The
 * first call that tells has it; where none does, the format's own trainer.
 */
export function guessDialect(calls: readonly DialectEvidence[], fallback: DialectFallback): DialectGuess {
  const zooms = calls.filter(call => call.isZoom);
  for (const call of zooms) {
    const guess = byTag(call) ?? byTool(call, fallback) ?? byArgument(call, fallback);
    if (guess !== null) return guess;
  }
  if (fallback.dialect === "deepeyes" && answersSeveral(zooms))
    return { id: "deepeyes-v5", reason: { code: "several-replies" } };
  return { id: fallback.dialect, reason: { code: "format", format: fallback.format } };
}

function byTag({ tag, tool }: DialectEvidence): DialectGuess | null {
  switch (tag) {
    case "grounding":
      return { id: "mini-o3", reason: { code: "tag", tag: "<grounding>" } };
    case "tool":
      return { id: "r1-vlm", reason: { code: "tag", tag: "<tool>" } };
    case "actions":
      return { id: "openthinkimg", reason: { code: "argument", argument: "actions" } };
    case "python":
      return { id: "vtool-r1", reason: { code: "tool", tool: tool ?? "" } };
    case "json":
    case "tool_call":
      return null;
    default: {
      const never: never = tag;
      return never;
    }
  }
}

const hasTopLevel = (body: string): boolean => /["']function["']\s{0,20}:\s{0,20}["']/.test(body.slice(0, 400));

function byTool({ tool, tag, body }: DialectEvidence, { format }: DialectFallback): DialectGuess | null {
  if (tool === "crop_image") return { id: "verl-tool", reason: { code: "tool", tool } };
  if (tool === "crop_image_normalized")
    return { id: format === verlFormat ? "verl-tool" : "pixel-reasoner", reason: { code: "tool", tool } };
  if (tool !== "zoom_in" || !hasTopLevel(body)) return null;
  return { id: tag === "json" ? "deepeyes-v3" : "deepeyes-v4", reason: { code: "argument", argument: "function" } };
}

function byArgument(call: DialectEvidence, { format }: DialectFallback): DialectGuess | null {
  const { sourceKey, requested } = call;
  if (sourceKey === "target_image") {
    const reason = { code: "argument", argument: sourceKey } as const;
    return { id: format === verlFormat ? "verl-tool" : "pixel-reasoner", reason };
  }
  // Others number images so, too: only whole numbers up to 1000 look like Qwen3-VL's thousandths.
  const isThousandths = requested?.every(side => Number.isInteger(side) && side >= 0 && side <= 1000) === true;
  if (sourceKey !== "img_idx" || !isThousandths) return null;
  return { id: "qwen3-vl", reason: { code: "argument", argument: sourceKey } };
}

/** Two calls of one turn have a reply: a loop that runs one alone gives none. */
function answersSeveral(zooms: readonly DialectEvidence[]): boolean {
  return zooms.some((call, at) => {
    const next = zooms[at + 1];
    return call.reply !== null && next !== undefined && next.reply !== null && next.turn === call.turn;
  });
}
