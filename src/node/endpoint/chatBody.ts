import { createHash, randomUUID } from "node:crypto";
import type { ChatMessage, ChatPart, ChatRequest } from "./chatRequest.js";

type ImagePart = Extract<ChatPart, { kind: "image" }>;

/** Where a picture belongs in a body; nobody who writes a text can know it. */
const place = `picture-${randomUUID()}`;

const encodings = new WeakMap<Uint8Array, Buffer>();

/** Base64, as bytes: a page is asked about many times, and sent again with each turn. */
function base64Of(bytes: Uint8Array): Buffer {
  const known = encodings.get(bytes);
  if (known !== undefined) return known;
  const { buffer, byteOffset, byteLength } = bytes;
  const encoded = Buffer.from(Buffer.from(buffer, byteOffset, byteLength).toString("base64"), "latin1");
  encodings.set(bytes, encoded);
  return encoded;
}

/** A page is sent again with each turn about it. */
const hashes = new WeakMap<Uint8Array, string>();

function hashOf(bytes: Uint8Array): string {
  const known = hashes.get(bytes);
  if (known !== undefined) return known;
  const hash = createHash("sha256").update(bytes).digest("hex");
  hashes.set(bytes, hash);
  return hash;
}

const imageHash = ({ bytes, mime }: ImagePart): string => `sha256:${hashOf(bytes)};${mime};${bytes.byteLength}`;

function wirePart(part: ChatPart, urlOf: (image: ImagePart) => string): object {
  if (part.kind === "text") return { type: "text", text: part.text };
  const detail = part.detail === null ? {} : { detail: part.detail };
  return { type: "image_url", image_url: { url: urlOf(part), ...detail } };
}

function wireMessage(message: ChatMessage, urlOf: (image: ImagePart) => string): object {
  const { role, parts, toolCalls = [], toolCallId } = message;
  const [only] = parts;
  // Several servers take no list for messages of text alone.
  const content = parts.length === 1 && only?.kind === "text" ? only.text : parts.map(part => wirePart(part, urlOf));
  const calls = toolCalls.map(({ id, name, arguments: text }) => ({
    ...{ id, type: "function", function: { name, arguments: text } },
  }));
  return {
    role,
    content,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
    ...(toolCallId === undefined ? {} : { tool_call_id: toolCallId }),
  };
}

function bodyOf(request: ChatRequest, urlOf: (image: ImagePart) => string): Readonly<Record<string, unknown>> {
  const { temperature, topP, seed, maxTokens, maxTokensName, reasoningEffort } = request.sampling;
  return {
    ...request.extra,
    model: request.model,
    messages: request.messages.map(message => wireMessage(message, urlOf)),
    ...(temperature === null ? {} : { temperature }),
    ...(topP === null ? {} : { top_p: topP }),
    ...(seed === null ? {} : { seed }),
    ...(reasoningEffort === null ? {} : { reasoning_effort: reasoningEffort }),
    [maxTokensName]: maxTokens,
    ...(request.tools.length > 0 ? { tools: request.tools } : {}),
  };
}

/**
 * The body as it is sent: images as `data:` URIs. Made when it is needed, since it is large; pictures are laid into it
 * as bytes, so that nothing looks through megabytes of letters for what JSON escapes.
 */
export function wireBody(request: ChatRequest, isStreamed: boolean): Buffer<ArrayBuffer> {
  const images: Buffer[] = [];
  const urlOf = ({ bytes, mime }: ImagePart): string => {
    images.push(base64Of(bytes));
    return `data:${mime};base64,${place}`;
  };
  const streaming = isStreamed ? { stream: true, stream_options: { include_usage: true } } : { stream: false };
  const texts = JSON.stringify({ ...bodyOf(request, urlOf), ...streaming }).split(place);
  return Buffer.concat(texts.flatMap((text, at) => [Buffer.from(text), images[at] ?? Buffer.alloc(0)]));
}

/**
 * The body as it is logged: each image is its SHA-256, kind and bytes. Whether it was streamed is left out: that changes
 * how an answer travels and not what it is.
 */
export function loggedBody(request: ChatRequest): Readonly<Record<string, unknown>> {
  return bodyOf(request, imageHash);
}
