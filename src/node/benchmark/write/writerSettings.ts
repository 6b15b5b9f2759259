import type { PromptTemplate } from "../../../core/benchmark/promptTemplate.js";
import { promptOfWritten, writtenKinds, type WrittenKind } from "../../../core/benchmark/written/writtenKinds.js";
import { renderTemplate } from "../../../core/benchmark/prompts/renderTemplate.js";
import type { Sampling } from "../../endpoint/chatRequest.js";

/** How a model is asked to write. All of it changes what it writes, so that all of it is in the key of a writing. */
export interface WriterSettings {
  readonly model: string;
  readonly sampling: Sampling;
  readonly detail: "auto" | "low" | "high" | null;
  /** Pixels of the longer side of a part of a page, at most; smaller parts are sent as they are. */
  readonly side: number;
  /** Questions asked for of each panel. */
  readonly count: number;
  /** Further keys of the server (`mm_processor_kwargs` …). */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** The prompts that ask for each kind. */
export type WriterPrompts = Readonly<Record<WrittenKind, PromptTemplate>>;

export type WriterPromptsRead =
  | { readonly kind: "prompts"; readonly prompts: WriterPrompts }
  /** A user's own prompt has a place that its kind fills nothing into. */
  | { readonly kind: "bad-prompt"; readonly id: string; readonly place: string | null };

/** What a prompt of each kind can be filled with. */
export function writtenValues(what: WrittenKind, count: number, caption: string): Readonly<Record<string, string>> {
  switch (what) {
    case "captions":
    case "texts":
      return {};
    case "pairs":
      return { caption, count: String(count) };
    default: {
      const never: never = what;
      return never;
    }
  }
}

/** The prompts by which a model is asked to write, out of all there are. Each can be filled in. */
export function writerPrompts(all: readonly PromptTemplate[]): WriterPromptsRead {
  const found = new Map<WrittenKind, PromptTemplate>();
  for (const what of writtenKinds) {
    const id = promptOfWritten[what];
    const prompt = all.find(one => one.id === id);
    if (prompt === undefined) return { kind: "bad-prompt", id, place: null };
    const rendered = renderTemplate(prompt, writtenValues(what, 1, "-"));
    if (rendered.kind !== "rendered") return { kind: "bad-prompt", id, place: rendered.place };
    found.set(what, prompt);
  }
  const [captions, pairs, texts] = writtenKinds.map(what => found.get(what));
  if (captions === undefined || pairs === undefined || texts === undefined)
    return { kind: "bad-prompt", id: "", place: null };
  return { kind: "prompts", prompts: { captions, pairs, texts } };
}

/** How a model is asked where nobody says otherwise: as repeatably as servers allow. */
export function defaultWriterSettings(model: string): WriterSettings {
  return {
    model,
    sampling: {
      ...{ temperature: 0, topP: 1, seed: 0, maxTokens: 4096, maxTokensName: "max_tokens", reasoningEffort: null },
    },
    ...{ detail: "high", side: 1024, count: 3, extra: {} },
  };
}
