import { renderTemplate } from "../../../core/benchmark/prompts/renderTemplate.js";
import type { Writing } from "../../../core/benchmark/writing.js";
import { readBalloonText, readCaption, readPairs } from "../../../core/benchmark/written/readWritten.js";
import type { ReplyDamage } from "../../../core/benchmark/written/replyJson.js";
import type { ChatClient } from "../../endpoint/chatClient.js";
import type { ChatFailure } from "../../endpoint/chatFailure.js";
import type { ChatMessage, ChatRequest } from "../../endpoint/chatRequest.js";
import type { ChatResult } from "../../endpoint/chatResult.js";
import type { WritingItem } from "./writingItem.js";
import { type WriterPrompts, type WriterSettings, writtenValues } from "./writerSettings.js";

export type Written = Writing["written"];

/** How it ended that a model was asked to write something. */
export type AskedWriting =
  | { readonly kind: "written"; readonly written: Written }
  | { readonly kind: "refused" }
  | { readonly kind: "damaged"; readonly code: ReplyDamage | "truncated" }
  | Extract<ChatResult, { kind: "failed" }>
  | { readonly kind: "cancelled" };

export interface Asking {
  readonly item: WritingItem;
  /** A PNG. */
  readonly image: Uint8Array;
  /** Of questions; else empty. */
  readonly caption: string;
  readonly settings: WriterSettings;
  readonly prompts: WriterPrompts;
  readonly client: ChatClient;
  readonly isFresh: boolean;
  readonly signal: AbortSignal;
  /** Called with each result, as it comes. */
  readonly onResult: (result: ChatResult) => void;
  readonly onFailure: (failure: ChatFailure) => void;
}

const again = "That is not the JSON that was asked for. Reply with that JSON alone.";

const said = (role: ChatMessage["role"], text: string): ChatMessage => ({ role, parts: [{ kind: "text", text }] });

function requestOf({ item, image, caption, settings, prompts }: Asking): ChatRequest {
  const rendered = renderTemplate(prompts[item.what], writtenValues(item.what, settings.count, caption));
  // writerPrompts looked at every prompt before the first was used.
  if (rendered.kind !== "rendered") throw new Error(`the prompt has no ${rendered.place}`);
  const picture = { kind: "image", bytes: image, mime: "image/png", detail: settings.detail } as const;
  const user: ChatMessage = { role: "user", parts: [picture, { kind: "text", text: rendered.user }] };
  const { model, sampling, extra } = settings;
  return { model, messages: [said("system", rendered.system), user], sampling, tools: [], extra };
}

function readReply({ what, id }: WritingItem, reply: string): AskedWriting {
  switch (what) {
    case "captions": {
      const read = readCaption(reply);
      if (read.kind !== "read") return read;
      return { kind: "written", written: { what: "caption", panel: id, text: read.value } };
    }
    case "pairs": {
      const read = readPairs(reply);
      if (read.kind !== "read") return read;
      return { kind: "written", written: { what: "pairs", panel: id, pairs: [...read.value] } };
    }
    case "texts": {
      const read = readBalloonText(reply);
      if (read.kind !== "read") return read;
      return { kind: "written", written: { what: "text", bubble: id, text: read.value } };
    }
    default: {
      const never: never = what;
      return never;
    }
  }
}

function outcomeOf(item: WritingItem, result: ChatResult): AskedWriting {
  if (result.kind !== "answer") return result.kind === "failed" ? result : { kind: "cancelled" };
  const { state, text } = result.answer;
  if (state === "refused") return { kind: "refused" };
  if (state === "truncated") return { kind: "damaged", code: "truncated" };
  return state === "empty" ? { kind: "damaged", code: "empty" } : readReply(item, text);
}

/**
 * Asks a model to write one thing. A reply that is not the JSON that was asked for is answered once, by asking for the
 * JSON alone; what is damaged then is so.
 */
export async function askWriting(asking: Asking): Promise<AskedWriting> {
  const { client, item, signal, isFresh, onResult, onFailure } = asking;
  const request = requestOf(asking);
  const result = await client.ask(request, { signal, isFresh, onFailure });
  onResult(result);
  const outcome = outcomeOf(item, result);
  const isMalformed = outcome.kind === "damaged" && ["not-json", "wrong-shape"].includes(outcome.code);
  if (!isMalformed || result.kind !== "answer") return outcome;
  const messages = [...request.messages, said("assistant", result.answer.text), said("user", again)];
  const second = await client.ask({ ...request, messages }, { signal, isFresh, onFailure });
  onResult(second);
  return outcomeOf(item, second);
}
