import { AnswerLog } from "../../../src/node/endpoint/answerLog.js";
import { ChatClient, type ChatClientOptions, type Waiting } from "../../../src/node/endpoint/chatClient.js";
import type { ChatPart, ChatRequest } from "../../../src/node/endpoint/chatRequest.js";
import { Concurrency } from "../../../src/node/endpoint/concurrency.js";
import { RetryBudget } from "../../../src/node/endpoint/retryBudget.js";
import { MadeClock } from "../jobs/madeClock.js";

export interface MadeClient {
  readonly client: ChatClient;
  readonly clock: MadeClock;
  readonly waits: readonly Waiting[];
}

/** A client on a made clock, which moves by itself over the waits between requests and over nothing else. */
export async function madeClient(
  endpoint: string,
  options: Partial<ChatClientOptions> & { readonly logFile?: string } = {},
): Promise<MadeClient> {
  const clock = new MadeClock(Date.UTC(2026, 0, 1));
  const waits: Waiting[] = [];
  const client = new ChatClient({
    endpoint,
    key: () => Promise.resolve("sk-secret"),
    clock,
    random: () => 1,
    budget: new RetryBudget({ items: 1000, onSpent: () => Promise.resolve(false) }),
    concurrency: new Concurrency({ clock }),
    log: options.logFile === undefined ? null : await AnswerLog.open(options.logFile),
    prices: null,
    isStreamed: false,
    onWait: waiting => {
      waits.push(waiting);
      // The wait begins once this returns.
      queueMicrotask(() => void clock.move(waiting.ms));
    },
    ...options,
  });
  return { client, clock, waits };
}

export function asking(text: string, parts: readonly ChatPart[] = []): ChatRequest {
  return {
    model: "asked-model",
    messages: [
      { role: "system", parts: [{ kind: "text", text: "System." }] },
      { role: "user", parts: [...parts, { kind: "text", text }] },
    ],
    sampling: {
      ...{ temperature: 0, topP: 1, seed: 7, maxTokens: 300, maxTokensName: "max_tokens", reasoningEffort: null },
    },
    tools: [],
    extra: {},
  };
}

export const patience = (): { readonly signal: AbortSignal } => ({ signal: new AbortController().signal });
