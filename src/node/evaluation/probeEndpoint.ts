import type { EvaluationSettings } from "../../core/evaluation/evaluationSettings.js";
import type { RunFinding, RunFindingCode } from "../../core/evaluation/runFinding.js";
import type { ZoomOffer } from "../../core/evaluation/zoomOffer.js";
import type { ChatClient } from "../endpoint/chatClient.js";
import type { ChatPart, ChatRequest } from "../endpoint/chatRequest.js";
import type { ChatResult } from "../endpoint/chatResult.js";
import { callsOf } from "./zoomTurns.js";

export interface Probing {
  readonly client: ChatClient;
  readonly settings: Pick<EvaluationSettings, "model" | "image" | "sampling" | "tools">;
  readonly offer: ZoomOffer | null;
  /** Images in one request, at most: a run that needs one does not care how many are taken. */
  readonly images: number;
  readonly signal: AbortSignal;
  readonly onResult: (result: ChatResult) => void;
}

export type Probed =
  { readonly kind: "probed"; readonly findings: readonly RunFinding[] } | { readonly kind: "cancelled" };

/** Sides of the probe's pictures: a multiple of what families of Qwen count in. */
const side = 224;
/** As many as a run needs, up to so many: each is some 64 tokens. */
const mostPictures = 16;
/** An answer of few words, with room for a model that reasons. */
const probeTokens = 1024;

const finding = (code: RunFindingCode, level: RunFinding["level"], ...values: readonly string[]): RunFinding => ({
  ...{ code, level, values },
});

async function square(background: string, mime: string): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  const image = sharp({ create: { width: side, height: side, channels: 3, background } });
  return (mime === "image/png" ? image.png() : image.jpeg()).toBuffer();
}

async function pictures(count: number, { settings }: Probing): Promise<readonly ChatPart[]> {
  const { mime, detail } = settings.image;
  const colours = ["#b3261e", "#1d4f91", "#2e6b34", "#7a4b00"];
  return Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const bytes = await square(colours[at % colours.length] ?? "#000000", mime);
      return { kind: "image" as const, bytes, mime, detail };
    }),
  );
}

async function requestOf(
  probing: Probing,
  system: string | null,
  images: number,
  words: string,
  tools: readonly unknown[],
): Promise<ChatRequest> {
  const { model, sampling } = probing.settings;
  const { temperature, topP, seed, maxTokens, maxTokensName, reasoningEffort, extra } = sampling;
  const drawn = { temperature, topP, seed, maxTokensName, reasoningEffort };
  const parts: readonly ChatPart[] = [...(await pictures(images, probing)), { kind: "text", text: words }];
  return {
    model,
    messages: [
      ...(system === null ? [] : [{ role: "system" as const, parts: [{ kind: "text" as const, text: system }] }]),
      { role: "user", parts },
    ],
    sampling: { ...drawn, maxTokens: Math.min(maxTokens, probeTokens) },
    ...{ tools, extra },
  };
}

async function asked(probing: Probing, request: ChatRequest): Promise<ChatResult> {
  const { client, signal, onResult } = probing;
  // The server may have been started anew with other settings since it was last tried.
  const result = await client.ask(request, { signal, isFresh: true });
  onResult(result);
  return result;
}

const said = (result: ChatResult): string => {
  if (result.kind !== "failed") return "";
  const { status, message, code } = result.failure;
  return [status === null ? code : String(status), message].filter(part => part !== "").join(" ");
};

const isRefused = (result: ChatResult): boolean =>
  result.kind === "failed" && (result.failure.code === "bad-request" || result.failure.code === "too-large");

/** Whether as many images as the run needs are taken; where not, whether one is. */
async function probeImages(probing: Probing): Promise<readonly RunFinding[] | null> {
  const count = Math.max(1, Math.min(mostPictures, probing.images));
  const words = "Name the colour of each picture in one word.";
  const many = await asked(probing, await requestOf(probing, null, count, words, []));
  if (many.kind === "cancelled") return null;
  if (many.kind === "answer") return [];
  if (!isRefused(many)) return [finding("probe-failed", "error", said(many))];
  const one = count === 1 ? many : await asked(probing, await requestOf(probing, null, 1, words, []));
  if (one.kind === "cancelled") return null;
  if (one.kind === "answer") return [finding("one-image", "error", String(count), said(many))];
  const none = await asked(probing, await requestOf(probing, null, 0, "Say yes.", []));
  if (none.kind === "cancelled") return null;
  return [finding(none.kind === "answer" ? "images-refused" : "probe-failed", "error", said(one))];
}

/** Whether the model calls the tool when it is told to. */
async function probeTool(probing: Probing): Promise<readonly RunFinding[] | null> {
  const { settings, offer } = probing;
  const { tools } = settings;
  if (tools === null || offer === null) return [];
  const words = "Call the zoom tool once, for the upper left quarter of the picture, and say nothing else.";
  const isNative = tools.style === "native";
  const request = await requestOf(probing, isNative ? null : offer.text, 1, words, isNative ? [offer.schema] : []);
  const result = await asked(probing, request);
  if (result.kind === "cancelled") return null;
  const code = isNative ? "tools-ignored" : "tool-text-ignored";
  // A server without a parser for calls refuses functions altogether.
  if (result.kind === "failed") return [finding(isNative ? code : "probe-failed", "error", said(result))];
  const { calls, isNative: came } = callsOf(result.answer, tools.tool);
  if (calls.length > 0 && came === isNative) return [];
  return [finding(code, "warning", result.answer.text.slice(0, 200))];
}

/**
 * Asks two or three small things before a run, so that what would fail a thousand times fails once: whether the server
 * takes the settings, as many images in one request as the run needs, and whether the model calls the tool.
 */
export async function probeEndpoint(probing: Probing): Promise<Probed> {
  const images = await probeImages(probing);
  if (images === null) return { kind: "cancelled" };
  if (images.length > 0) return { kind: "probed", findings: images };
  const tool = await probeTool(probing);
  return tool === null ? { kind: "cancelled" } : { kind: "probed", findings: tool };
}
