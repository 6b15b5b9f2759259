import { AnswerLog } from "../../endpoint/answerLog.js";
import { ChatClient, type ChatClientOptions } from "../../endpoint/chatClient.js";
import { Concurrency } from "../../endpoint/concurrency.js";
import { realClock } from "../../endpoint/realClock.js";
import { RetryBudget, type RetryBudgetOptions } from "../../endpoint/retryBudget.js";
import { benchmarkPaths } from "../benchmarkPaths.js";

/** What a run that writes needs to know of its endpoint. */
export interface WriterEndpoint extends Pick<
  ChatClientOptions,
  "endpoint" | "key" | "prices" | "isStreamed" | "limits" | "onWait"
> {
  /** Requests under way, at first and at most. */
  readonly atOnce?: { readonly start: number; readonly most: number };
  /** Asked when the retries of the run are used up. */
  readonly onSpent: RetryBudgetOptions["onSpent"];
}

/** Makes the client of a run of so many questions; what it asks and is answered is kept in the benchmark's folder. */
export function writerClient(
  folder: string,
  { atOnce, onSpent, ...endpoint }: WriterEndpoint,
): (questions: number) => Promise<ChatClient> {
  return async questions =>
    new ChatClient({
      ...endpoint,
      ...{ clock: realClock, random: () => Math.random() },
      budget: new RetryBudget({ items: questions, onSpent }),
      concurrency: new Concurrency({ clock: realClock, ...atOnce }),
      log: await AnswerLog.open(benchmarkPaths(folder).requests),
    });
}
