import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { afterEach } from "vitest";
import { listen } from "../../fixtures/chat/listen.js";

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

/** Answers a request; `number` counts from 0. */
export type Answering = (response: ServerResponse, number: number, received: Received) => void;

export interface ChatServer {
  readonly url: string;
  /** As they came. */
  readonly received: readonly Received[];
  close(): Promise<void>;
}

const open: ChatServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

/**
 * A server of this machine that answers request by request as the test says; it is gone after the test. One that answers
 * questions of a benchmark, with faults that are asked for, is `startChatServer`.
 */
export async function chatServer(answering: Answering): Promise<ChatServer> {
  const received: Received[] = [];
  const listening = await listen((response, { path, headers, text }) => {
    const one = { path, headers, body: JSON.parse(text) as Record<string, unknown>, text };
    received.push(one);
    answering(response, received.length - 1, one);
  });
  const one: ChatServer = { ...listening, received };
  open.push(one);
  return one;
}

/** Replies with JSON. */
export function json(response: ServerResponse, value: unknown, status = 200, headers: Record<string, string> = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(value));
}

/** Replies with a completion in one piece. */
export function whole(response: ServerResponse, text: string | null, more: Record<string, unknown> = {}): void {
  json(response, {
    model: "returned-model",
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: text } }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    ...more,
  });
}

export const beginStream = (response: ServerResponse): void =>
  void response.writeHead(200, { "content-type": "text/event-stream" });

export const piece = (delta: Record<string, unknown>, finish: string | null = null): string =>
  `data: ${JSON.stringify({ model: "m", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
