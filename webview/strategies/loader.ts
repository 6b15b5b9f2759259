import { signal, type ReadonlySignal } from "@preact/signals";
import { errorText } from "../errorText.js";

/** What was asked for last, and what is on show meanwhile: the value before it, if there was one. */
export interface Loaded<Value> {
  readonly status: "idle" | "loading" | "ready" | "stopped" | "failed";
  readonly value: Value | null;
  /** Why it failed. */
  readonly message: string | null;
}

/** Asks for a value whenever its query changes. Of several queries the last one counts; an old value stays until then. */
export class Loader<Query, Value> {
  readonly #state = signal<Loaded<Value>>({ status: "idle", value: null, message: null });
  readonly #ask: (query: Query) => Promise<Value>;
  #query: Query | null = null;
  #key = "";
  #request = 0;

  constructor(ask: (query: Query) => Promise<Value>) {
    this.#ask = ask;
  }

  get state(): ReadonlySignal<Loaded<Value>> {
    return this.#state;
  }

  /** Asks, unless it is the query that was asked last. Null takes the value away. */
  load(query: Query | null): void {
    const key = JSON.stringify(query);
    if (key === this.#key) return;
    this.#key = key;
    this.#query = query;
    this.again();
  }

  /** Asks the same once more. */
  again(): void {
    const request = ++this.#request;
    const query = this.#query;
    if (query === null) {
      this.#state.value = { status: "idle", value: null, message: null };
      return;
    }
    const settle = (loaded: Loaded<Value>) => {
      if (request === this.#request) this.#state.value = loaded;
    };
    const old = this.#state.peek().value;
    this.#state.value = { status: "loading", value: old, message: null };
    this.#ask(query).then(
      value => settle({ status: "ready", value, message: null }),
      (error: unknown) => {
        const message = errorText(error);
        settle({ status: /cancelled/i.test(message) ? "stopped" : "failed", value: old, message });
      },
    );
  }
}
