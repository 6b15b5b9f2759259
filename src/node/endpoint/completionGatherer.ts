import type { ChatAnswer, TokenUsage } from "./chatAnswer.js";
import type { ChatFailure } from "./chatFailure.js";
import type { ChatToolCall } from "./chatRequest.js";
import type { Completion, Message, Usage } from "./completion.js";

const failed = (code: ChatFailure["code"], message: string): ChatFailure => ({
  ...{ code, status: 200, message, serverCode: null, retryAfterMs: null },
});

function usageOf(usage: Usage): TokenUsage {
  return {
    prompt: usage.prompt_tokens ?? null,
    completion: usage.completion_tokens ?? null,
    total: usage.total_tokens ?? null,
    reasoning: usage.completion_tokens_details?.reasoning_tokens ?? usage.reasoning_tokens ?? null,
    cached: usage.prompt_tokens_details?.cached_tokens ?? null,
  };
}

function contentOf({ content }: Message): string {
  if (typeof content === "string") return content;
  return (content ?? []).map(({ text }) => text ?? "").join("");
}

const argumentsOf = (given: string | object): string => (typeof given === "string" ? given : JSON.stringify(given));

/** Nothing said stays null: an empty text would say that something was. */
const joined = (before: string | null, added: string): string | null =>
  added === "" ? before : (before ?? "") + added;

/** Puts a completion together, be it whole or in pieces, and says what it amounts to. */
export class CompletionGatherer {
  #text = "";
  #reasoning: string | null = null;
  #refusal: string | null = null;
  #finish: string | null = null;
  #model: string | null = null;
  #fingerprint: string | null = null;
  #provider: string | null = null;
  #usage: TokenUsage | null = null;
  #choices = 0;
  readonly #calls = new Map<number, ChatToolCall>();

  /** Takes a piece in and gives the text that it adds. Only the first choice is looked at. */
  take(piece: Completion): string {
    this.#model = piece.model ?? this.#model;
    this.#fingerprint = piece.system_fingerprint ?? this.#fingerprint;
    this.#provider = piece.provider ?? this.#provider;
    if (piece.usage !== undefined && piece.usage !== null) this.#usage = usageOf(piece.usage);
    const [choice] = piece.choices ?? [];
    if (choice === undefined || (choice.index ?? 0) !== 0) return "";
    this.#choices++;
    this.#finish = choice.finish_reason ?? this.#finish;
    return this.#takeMessage(choice.message ?? choice.delta ?? {});
  }

  /** Whether the server said why it ended. */
  get isFinished(): boolean {
    return this.#finish !== null;
  }

  result(): ChatAnswer | ChatFailure {
    if (this.#choices === 0) return failed("no-choice", "");
    if (this.#finish === "error") return failed("error-inside", "finish_reason: error");
    if (this.#finish === "abort") return failed("aborted-by-server", "finish_reason: abort");
    return {
      state: this.#state(),
      text: this.#text,
      reasoning: this.#reasoning,
      refusal: this.#refusal,
      finishReason: this.#finish,
      toolCalls: [...this.#calls.values()],
      model: this.#model,
      fingerprint: this.#fingerprint,
      provider: this.#provider,
      usage: this.#usage,
    };
  }

  #takeMessage(message: Message): string {
    const added = contentOf(message);
    this.#text += added;
    this.#reasoning = joined(this.#reasoning, message.reasoning_content ?? message.reasoning ?? "");
    this.#refusal = joined(this.#refusal, message.refusal ?? "");
    for (const [at, call] of (message.tool_calls ?? []).entries()) {
      // Pieces of one call share its number; a whole message has none.
      const index = call.index ?? at;
      const before = this.#calls.get(index) ?? { id: "", name: "", arguments: "" };
      this.#calls.set(index, {
        id: before.id === "" ? (call.id ?? "") : before.id,
        name: before.name + (call.function?.name ?? ""),
        arguments: before.arguments + argumentsOf(call.function?.arguments ?? ""),
      });
    }
    return added;
  }

  /** Nothing said before the limit of tokens is a cut answer too: the reasoning took them all. */
  #state(): ChatAnswer["state"] {
    if (this.#refusal !== null || this.#finish === "content_filter") return "refused";
    if (this.#finish === "length") return "truncated";
    return this.#text.trim() === "" && this.#calls.size === 0 ? "empty" : "ok";
  }
}
