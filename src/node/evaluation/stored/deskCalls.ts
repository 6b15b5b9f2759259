import { workerData } from "node:worker_threads";
import * as z from "zod";
import { GradeStore } from "../gradeStore.js";
import type { EvaluationDeskApi } from "./evaluationDesk.js";
import { EvaluationDesk } from "./evaluationDesk.js";

/** What a thread that serves a desk is given: a folder for grades, and the bundle of `gradingWorker.ts`. */
const givenSchema = z.object({ gradeStore: z.string(), gradingScript: z.string() });
export type DeskGiven = z.infer<typeof givenSchema>;

/** The calls of a desk as own members, which is what a channel serves. A thread that is given nothing keeps nothing. */
export function deskCalls(): EvaluationDeskApi {
  const given = givenSchema.safeParse(workerData).data;
  const store = given === undefined ? null : new GradeStore(given.gradeStore);
  const desk = new EvaluationDesk({ store, script: given?.gradingScript ?? null });
  return {
    digests: params => desk.digests(params),
    table: params => desk.table(params),
    answers: params => desk.answers(params),
    answer: params => desk.answer(params),
    decide: params => desk.decide(params),
    drawCheck: params => desk.drawCheck(params),
    failures: params => desk.failures(params),
    gallery: params => desk.gallery(params),
    row: params => desk.row(params),
  };
}
