import type { Question } from "../../core/dataset/question.js";
import { pageSizeOf } from "../runs/pageSizeOf.js";
import type { RunContext } from "../runs/runContext.js";
import type { JoinAnswer, JoinRequest } from "./factTask.js";

/** A page of another size than the data say is refused, so that what the data say is the page's size: no file is opened. */
async function answer(request: JoinRequest, context: RunContext): Promise<JoinAnswer> {
  const join = context.join(request);
  if (join.kind !== "one") return { question: null, pageSize: null };
  const { question } = join.joined;
  const { width, height } = question;
  const pageSize = width !== null && height !== null ? { width, height } : pageSizeOf(await context.pageOf(join));
  return { question: withoutTexts(question), pageSize };
}

/** Facts need no more than the answer, its options and the targets; prompts are long, and threads keep what they are told. */
const withoutTexts = (question: Question): Question => ({ ...question, prompt: null, question: null, marks: [] });

/** What a run's datasets say of some rows, in the order of the rows. */
export async function answerJoins(
  requests: readonly JoinRequest[],
  context: RunContext,
): Promise<readonly JoinAnswer[]> {
  const answers: JoinAnswer[] = [];
  for (const request of requests) answers.push(await answer(request, context));
  return answers;
}
