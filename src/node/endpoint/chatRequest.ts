/** What a message is made of. An image is sent inside the request, never as an address that a server would fetch. */
export type ChatPart =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "image";
      readonly bytes: Uint8Array;
      readonly mime: string;
      /** How large the server may look at it; null: its own choice. Servers without it ignore it. */
      readonly detail: "auto" | "low" | "high" | null;
    };

/** A function that the model wants called; `arguments` as it wrote them, which need not be JSON. */
export interface ChatToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly parts: readonly ChatPart[];
  /** Of the assistant. */
  readonly toolCalls?: readonly ChatToolCall[];
  /** Of a tool: which call it answers. */
  readonly toolCallId?: string;
}

/**
 * How an answer is drawn. Each one is said: servers have defaults of their own, some of them those of the model (facts:
 * evaluation 2.1). Null: not sent, because the server refuses it; that too is a decision that stands in the log.
 */
export interface Sampling {
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly seed: number | null;
  readonly maxTokens: number;
  /** Some models take the one name only, some servers drop the other without a word. */
  readonly maxTokensName: "max_tokens" | "max_completion_tokens";
  readonly reasoningEffort: string | null;
}

/** One question to a chat endpoint that speaks as OpenAI's does. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly sampling: Sampling;
  /** Descriptions of functions, as the API has them; empty: none are offered. */
  readonly tools: readonly unknown[];
  /** Further keys of one server (`mm_processor_kwargs`, `provider` …). They do not replace ours. */
  readonly extra: Readonly<Record<string, unknown>>;
}
