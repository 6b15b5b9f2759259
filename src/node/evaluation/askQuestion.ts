import type { PredictionState } from "../../core/evaluation/predictionRecord.js";
import { type ChatFailure, isGeneral } from "../endpoint/chatFailure.js";
import type { ChatAnswer } from "../endpoint/chatAnswer.js";
import type { AnsweredAttempt, AskedAnswer } from "./askedAnswer.js";
import { AttemptTally } from "./attemptTally.js";
import { Conversation } from "./conversation.js";
import type { QuestionAsking } from "./questionAsking.js";
import { leaveCalls, runCalls } from "./runCalls.js";
import type { ImageFailure, SentImage } from "./sentImage.js";
import { callsOf } from "./zoomTurns.js";

type Said = Pick<AnsweredAttempt, "state" | "text" | "reasoning" | "finish_reason" | "failure">;

const nothingSaid = { text: null, reasoning: null, finish_reason: null } as const;

const failedBy = ({
  code,
  status,
  message,
}: Pick<ChatFailure, "status" | "message"> & { readonly code: string }): Said => ({
  ...{ ...nothingSaid, state: "failed", failure: { code, status, message } },
});

function saidBy(answer: ChatAnswer, state: PredictionState, finish: string | null): Said {
  const { text, reasoning, refusal } = answer;
  // Calls of functions are no words: with nothing else the answer is empty.
  const isSilent = state === "ok" && text.trim() === "";
  const said = text === "" && refusal !== null ? refusal : text;
  return { state: isSilent ? "empty" : state, text: said, reasoning, finish_reason: finish, failure: null };
}

/** One attempt under way. */
class Attempt {
  readonly #asking: QuestionAsking;
  readonly #talk: Conversation;
  readonly #shown: readonly SentImage[];
  readonly #crops: SentImage[] = [];
  readonly #tally = new AttemptTally();

  constructor(asking: QuestionAsking, shown: readonly SentImage[]) {
    this.#asking = asking;
    this.#shown = shown;
    this.#talk = new Conversation(asking, shown);
  }

  /** Turn by turn until the model answers, or is cut off. */
  async run(): Promise<AskedAnswer> {
    const { tools } = this.#asking.settings;
    const [first] = this.#shown;
    for (let turn = 1; ; turn++) {
      const answer = await this.#ask();
      if ("kind" in answer) return answer;
      if (answer.state !== "ok" || tools === null || first === undefined)
        return this.#ended(saidBy(answer, answer.state, answer.finishReason));
      const asked = callsOf(answer, tools.tool);
      if (asked.calls.length === 0) return this.#ended(saidBy(answer, "ok", answer.finishReason));
      if (turn >= tools.maxTurns) {
        leaveCalls(this.#talk, asked, "max-turns");
        return this.#ended({ ...saidBy(answer, "truncated", "max_turns"), state: "truncated" });
      }
      const shown = await runCalls(this.#asking, this.#talk, asked, first, tools, this.#crops);
      // Their bytes are in the messages anyway.
      this.#crops.push(...shown);
    }
  }

  async #ask(): Promise<ChatAnswer | AskedAnswer> {
    const { client, settings, signal, isFresh, attempt, onResult, onFailure } = this.#asking;
    const result = await client.ask(this.#talk.request(), { signal, isFresh, attempt, onFailure });
    const cost = client.costOf(result, settings.model);
    onResult(result, cost);
    this.#tally.add(result, cost);
    if (result.kind === "cancelled") return { kind: "cancelled" };
    if (result.kind === "failed") {
      const { failure, isOutOfRetries } = result;
      if (isGeneral(failure) || isOutOfRetries) return { kind: "stopped", failure, isOutOfRetries };
      return this.#ended(failedBy(failure));
    }
    this.#talk.heard(result.answer);
    return result.answer;
  }

  #ended(said: Said): AskedAnswer {
    return {
      kind: "answered",
      attempt: { ...said, turns: this.#talk.turns, ...this.#tally.fields(this.#asking.currency) },
    };
  }
}

/** The page cannot be shown: nothing is asked, and the question counts as asked in vain. */
function withoutImage({ code, detail }: ImageFailure, currency: string): AskedAnswer {
  const said = failedBy({ code, status: null, message: detail });
  return { kind: "answered", attempt: { ...said, turns: [], ...new AttemptTally().fields(currency) } };
}

/**
 * Puts a question to a model once: in one turn, or in a loop in which it zooms in before it answers, as the loop of
 * training goes. How it ended is a value: limits of tokens and turns truncate, refusals and empty answers are told apart,
 * and what brought no answer has failed. Throws only when the log of requests cannot be written.
 */
export async function askQuestion(asking: QuestionAsking): Promise<AskedAnswer> {
  const { item, images, currency } = asking;
  const shown = await images.of(item.question, item.page);
  return "kind" in shown ? withoutImage(shown, currency) : new Attempt(asking, shown).run();
}
