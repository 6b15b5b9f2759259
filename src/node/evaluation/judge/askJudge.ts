import type { JudgedItem } from "../../../core/evaluation/judge/judgeCanaries.js";
import { judgePrompt, onlyLine } from "../../../core/evaluation/judge/judgePrompt.js";
import type { JudgeSet, JudgeSettings } from "../../../core/evaluation/judge/judgeSet.js";
import { type JudgeReply, readJudgement } from "../../../core/evaluation/judge/judgeVerdict.js";
import type { ChatClient } from "../../endpoint/chatClient.js";
import { type ChatFailure, isGeneral } from "../../endpoint/chatFailure.js";
import type { ChatRequest } from "../../endpoint/chatRequest.js";
import type { EvaluationTally } from "../evaluationTally.js";

export interface JudgeAsking {
  readonly client: ChatClient;
  readonly settings: JudgeSettings;
  readonly set: JudgeSet;
  readonly tally: EvaluationTally;
  readonly signal: AbortSignal;
}

export type JudgeAsked =
  | { readonly kind: "replied"; readonly reply: JudgeReply }
  | { readonly kind: "cancelled" }
  /** The endpoint or the account failed, and not the answer that is judged. */
  | { readonly kind: "stopped"; readonly failure: ChatFailure; readonly isOutOfRetries: boolean };

/** As it is, once more, and with a reminder: askings of one answer until there is a verdict. */
const askings = [
  { attempt: 0, isReminded: false },
  { attempt: 1, isReminded: false },
  { attempt: 0, isReminded: true },
];

/** Askings of a second round have numbers of their own, so that no kept reply of the first one stands for theirs. */
const secondRound = 100;

function requestOf(
  { settings, set }: JudgeAsking,
  item: JudgedItem,
  isReminded: boolean,
  attempt: number,
): ChatRequest {
  const rendered = judgePrompt(set.template, set.salt, item);
  // The prompt was tried before anything was judged.
  if (rendered.kind !== "rendered") throw new Error(`the prompt has no ${rendered.place}`);
  const user = isReminded ? rendered.user + onlyLine(set.scale) : rendered.user;
  const { model, temperature, topP, seed, maxTokens, maxTokensName, reasoningEffort, extra } = settings;
  const system = { role: "system", parts: [{ kind: "text", text: rendered.system }] } as const;
  return {
    model,
    messages: [...(rendered.system === "" ? [] : [system]), { role: "user", parts: [{ kind: "text", text: user }] }],
    sampling: {
      ...{ temperature, topP, seed: seed === null ? null : seed + (attempt % secondRound) },
      ...{ maxTokens, maxTokensName, reasoningEffort },
    },
    ...{ tools: [], extra },
  };
}

/**
 * Puts one answer before a judge, up to three times until it gives a verdict. `isFresh`: replies of before without one are
 * not taken again; `isAgain`: as if it had never been asked, to see whether it says the same.
 */
export async function askJudge(
  asking: JudgeAsking,
  item: JudgedItem,
  { isFresh, isAgain }: { readonly isFresh: boolean; readonly isAgain: boolean },
): Promise<JudgeAsked> {
  const { client, tally, signal, set, settings } = asking;
  const reply = { text: null as string | null, model: null as string | null, asked: 0, isCut: false };
  for (const { attempt: number, isReminded } of askings) {
    const attempt = isAgain ? number + secondRound : number;
    const request = requestOf(asking, item, isReminded, attempt);
    const onFailure = (failure: ChatFailure): void => tally.failed(failure);
    const result = await client.ask(request, { signal, isFresh, attempt, onFailure });
    tally.result(result, client.costOf(result, settings.model));
    if (result.kind === "cancelled") return { kind: "cancelled" };
    reply.asked++;
    if (result.kind === "failed") {
      const { failure, isOutOfRetries } = result;
      if (isGeneral(failure) || isOutOfRetries) return { kind: "stopped", failure, isOutOfRetries };
      break;
    }
    [reply.text, reply.model] = [result.answer.text, result.answer.model];
    reply.isCut = result.answer.state === "truncated";
    if (!reply.isCut && readJudgement(reply.text, set.scale) !== null) break;
  }
  return { kind: "replied", reply };
}
