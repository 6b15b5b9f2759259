import type { EvaluationRun } from "./evaluationRun.js";

/** The run, asked at another address from now on: both stand in it, as host and port, with the time (ISO 8601). */
export function movedRun(run: EvaluationRun, to: string, at: string): EvaluationRun {
  const { model } = run;
  const move = { from: model.endpoint_host, to, at };
  return { ...run, model: { ...model, endpoint_host: to, moves: [...(model.moves ?? []), move] } };
}
