import { AnswerLog } from "../endpoint/answerLog.js";
import { ChatClient } from "../endpoint/chatClient.js";
import { Concurrency } from "../endpoint/concurrency.js";
import { realClock } from "../endpoint/realClock.js";
import { RetryBudget } from "../endpoint/retryBudget.js";
import type { EvaluationEndpoint } from "./evaluationOptions.js";
import { evaluationPaths } from "./evaluationPaths.js";

export const defaultAtOnce = { start: 4, most: 32 } as const;

export interface OpenedClient {
  readonly client: ChatClient;
  /** Lines of `requests.jsonl` that could not be read. */
  readonly damaged: number;
}

const isAt = (url: string, hosts: ReadonlySet<string>): boolean => URL.canParse(url) && hosts.has(new URL(url).host);

/**
 * Makes the client of a run of so many questions. Answers of every kind are kept: a cut or refused one is a result, which
 * is not asked for again; `hostsBefore` are others that gave answers of the same model. Rejects when the log of requests can
 * be neither read nor made.
 */
export async function evaluationClient(
  folder: string,
  questions: number,
  { atOnce, onSpent, ...endpoint }: EvaluationEndpoint,
  hostsBefore: ReadonlySet<string> = new Set(),
): Promise<OpenedClient> {
  const log = await AnswerLog.open(evaluationPaths(folder).requests, () => true);
  const client = new ChatClient({
    ...endpoint,
    ...{ clock: realClock, random: () => Math.random(), log, before: log.urls.filter(url => isAt(url, hostsBefore)) },
    budget: new RetryBudget({ items: questions, onSpent }),
    concurrency: new Concurrency({ clock: realClock, ...(atOnce ?? defaultAtOnce) }),
  });
  return { client, damaged: log.damaged };
}
