import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { afterEach } from "vitest";

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

/** A server of this machine that answers as the test says; it is gone after the test. */
export async function chatServer(answering: Answering): Promise<ChatServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const body = JSON.parse(text) as Record<string, unknown>;
      const one = { path: request.url ?? "", headers: request.headers, body, text };
      received.push(one);
      answering(response, received.length - 1, one);
    });
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const one: ChatServer = {
    url: `http://127.0.0.1:${address.port}/v1`,
    received,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
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
