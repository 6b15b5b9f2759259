import type { EvaluationDeskApi } from "./evaluationDesk.js";
import { EvaluationDesk } from "./evaluationDesk.js";

/** The calls of a desk as own members, which is what a channel serves. */
export function deskCalls(): EvaluationDeskApi {
  const desk = new EvaluationDesk();
  return {
    digests: params => desk.digests(params),
    table: params => desk.table(params),
    answers: params => desk.answers(params),
    answer: params => desk.answer(params),
    decide: params => desk.decide(params),
    failures: params => desk.failures(params),
    gallery: params => desk.gallery(params),
    row: params => desk.row(params),
  };
}
