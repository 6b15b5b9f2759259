import { questionValues } from "../../core/benchmark/prompts/questionValues.js";
import { renderTemplate } from "../../core/benchmark/prompts/renderTemplate.js";
import type { PredictionTurn } from "../../core/evaluation/predictionRecord.js";
import type { ChatAnswer } from "../endpoint/chatAnswer.js";
import type { ChatMessage, ChatPart, ChatRequest } from "../endpoint/chatRequest.js";
import type { QuestionAsking } from "./questionAsking.js";
import type { SentImage } from "./sentImage.js";

const words = (text: string): ChatPart => ({ kind: "text", text });

const shownImage = ({ sha256, width, height, box }: SentImage): PredictionTurn["images"][number] => ({
  ...{ sha256, width, height, box },
});

/** A chat as it is sent, and as it is written down. */
export class Conversation {
  readonly #asking: QuestionAsking;
  readonly #messages: ChatMessage[] = [];
  readonly #turns: PredictionTurn[] = [];

  constructor(asking: QuestionAsking, images: readonly SentImage[]) {
    this.#asking = asking;
    const { item, offer, settings } = asking;
    const tools = settings.tools?.style === "text" ? (offer?.text ?? "") : "";
    const rendered = renderTemplate(item.prompt, { ...questionValues(item.question, item.prompt.input), tools });
    // Every prompt was filled in before the first question was asked.
    if (rendered.kind !== "rendered") throw new Error(`the prompt has no ${rendered.place}`);
    if (rendered.system !== "") this.#add("system", [words(rendered.system)], rendered.system, [], null);
    this.#add(
      "user",
      [...images.map(image => this.#picture(image)), words(rendered.user)],
      rendered.user,
      images,
      null,
    );
  }

  get turns(): readonly PredictionTurn[] {
    return this.#turns;
  }

  /** The next request. */
  request(): ChatRequest {
    const { settings, offer, attempt } = this.#asking;
    const { temperature, topP, seed, maxTokens, maxTokensName, reasoningEffort, extra } = settings.sampling;
    return {
      model: settings.model,
      messages: [...this.#messages],
      sampling: {
        ...{ temperature, topP, seed: seed === null ? null : seed + attempt },
        ...{ maxTokens, maxTokensName, reasoningEffort },
      },
      tools: settings.tools?.style === "native" && offer !== null ? [offer.schema] : [],
      extra,
    };
  }

  /** What the model said. */
  heard({ text, reasoning, toolCalls }: ChatAnswer): void {
    const calls = toolCalls.map((call, at) => ({ ...call, id: call.id === "" ? `call_${at + 1}` : call.id }));
    this.#messages.push({ role: "assistant", parts: [words(text)], toolCalls: calls });
    const kept = reasoning === null || reasoning === "" ? {} : { reasoning };
    this.#turns.push({ role: "assistant", text, images: [], tool: null, ...kept });
  }

  /** The reply of the tool as training words it: a user's turn, with the crop before the words. */
  replied(text: string, crop: SentImage | null, tool: PredictionTurn["tool"]): void {
    const whole = `<tool_response>\n${text}\n</tool_response>`;
    const parts =
      crop === null
        ? [words(whole)]
        : [words("<tool_response>\n"), this.#picture(crop), words(`${text}\n</tool_response>`)];
    this.#add("user", parts, whole, crop === null ? [] : [crop], tool);
  }

  /** The reply to a function of the API: text alone, since few servers take anything else there. */
  returned(id: string, text: string, tool: PredictionTurn["tool"]): void {
    this.#messages.push({ role: "tool", parts: [words(text)], toolCallId: id });
    this.#turns.push({ role: "tool", text, images: [], tool });
  }

  /** The crop that belongs to the replies before it. */
  showed(crop: SentImage): void {
    const text = "This is the part that was asked for.";
    this.#add("user", [this.#picture(crop), words(text)], text, [crop], null);
  }

  /** A call that nothing was answered to. */
  leftOut(role: "user" | "tool", tool: PredictionTurn["tool"]): void {
    this.#turns.push({ role, text: "", images: [], tool });
  }

  #picture({ bytes, mime }: SentImage): ChatPart {
    return { kind: "image", bytes, mime, detail: this.#asking.settings.image.detail };
  }

  #add(
    role: "system" | "user",
    parts: readonly ChatPart[],
    text: string,
    images: readonly SentImage[],
    tool: PredictionTurn["tool"],
  ): void {
    this.#messages.push({ role, parts });
    this.#turns.push({ role, text, images: images.map(shownImage), tool });
  }
}
