import type { ChatAnswer } from "./chatAnswer.js";
import type { ChatFailure } from "./chatFailure.js";
import { completionSchema } from "./completion.js";
import { CompletionGatherer } from "./completionGatherer.js";
import { failureOf } from "./failureOf.js";
import { errorInside, readErrorBody } from "./readErrorBody.js";
import { readEvents } from "./readEvents.js";

/** Larger replies are not waited for: a model that repeats itself for ever would fill the memory. */
const mostBytes = 64 * 2 ** 20;

export interface ReplyEvents {
  /** Bytes arrived. */
  onBytes(): void;
  /** Text of the answer arrived, as far as it is streamed. */
  onText(text: string): void;
}

class EndlessReply extends Error {}

async function* counted(body: AsyncIterable<Uint8Array>, events: ReplyEvents): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes > mostBytes) throw new EndlessReply();
    events.onBytes();
    yield piece;
  }
}

async function wholeText(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of bytes) text += decoder.decode(piece, { stream: true });
  return text + decoder.decode();
}

const failed = (code: ChatFailure["code"], message: string): ChatFailure => ({
  ...{ code, status: 200, message, serverCode: null, retryAfterMs: null },
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is a finding of the caller's.
    return undefined;
  }
}

/** Takes one piece; a failure where it is an error or no completion. */
function takeText(text: string, gatherer: CompletionGatherer, events: ReplyEvents): ChatFailure | null {
  const value = parsed(text);
  if (value === undefined) return failed("not-an-answer", readErrorBody(text).message);
  const error = errorInside(value);
  if (error !== null) return failureOf(200, error, null);
  const piece = completionSchema.safeParse(value);
  if (!piece.success) return failed("not-an-answer", readErrorBody(text).message);
  const added = gatherer.take(piece.data);
  if (added !== "") events.onText(added);
  return null;
}

async function readStream(bytes: AsyncIterable<Uint8Array>, events: ReplyEvents): Promise<ChatAnswer | ChatFailure> {
  const gatherer = new CompletionGatherer();
  let isDone = false;
  for await (const data of readEvents(bytes)) {
    if (data.trim() === "[DONE]") {
      isDone = true;
      break;
    }
    const failure = takeText(data, gatherer, events);
    // Half a piece at the end is a stream that was cut, and so is a piece that is missing in its middle.
    if (failure?.code === "not-an-answer") return failed("cut", failure.message);
    if (failure !== null) return failure;
  }
  return isDone || gatherer.isFinished ? gatherer.result() : failed("cut", "");
}

/**
 * Reads the body of a reply with status 200: a stream of events, or one JSON where the server does not stream. A router's
 * error inside it is a failure, and so are no choices, a page of a proxy, and a stream that ends before the answer does.
 * Throws what reading throws, when the connection breaks.
 */
export async function readReply(response: Response, events: ReplyEvents): Promise<ChatAnswer | ChatFailure> {
  if (response.body === null) return failed("not-an-answer", "");
  const bytes = counted(response.body, events);
  try {
    if (response.headers.get("content-type")?.includes("text/event-stream") === true)
      return await readStream(bytes, events);
    const gatherer = new CompletionGatherer();
    return takeText(await wholeText(bytes), gatherer, events) ?? gatherer.result();
  } catch (error) {
    if (error instanceof EndlessReply) return failed("endless-answer", "");
    throw error;
  }
}
