import { join } from "node:path";

/** The files of an evaluation's folder. */
export interface EvaluationPaths {
  readonly folder: string;
  /** EvaluationRun. */
  readonly run: string;
  /** PredictionRecord per line; only grows. */
  readonly predictions: string;
  /** VerdictRecord per line; only grows. */
  readonly verdicts: string;
  /** JudgeSet per line: by whom and how those verdicts were given; only grows. */
  readonly judges: string;
  /** CheckRecord per line: which answers a person checks a judge by; only grows. */
  readonly checks: string;
  /** What was asked of endpoints and what they answered, a line each; only grows. */
  readonly requests: string;
  /** The same attempts as a dump of verl's form, by which they open as rollouts of a run. */
  readonly rollouts: string;
  /** loupe.json: where the rollouts' questions and pages are. */
  readonly loupe: string;
  /** The questions that were asked, as they were asked, one a line. */
  readonly questions: string;
  /** Distilling: a person's decisions about traces, one a line; only grows. */
  readonly traceReviews: string;
}

export function evaluationPaths(folder: string): EvaluationPaths {
  return {
    folder,
    run: join(folder, "evaluation.json"),
    predictions: join(folder, "predictions.jsonl"),
    verdicts: join(folder, "verdicts.jsonl"),
    judges: join(folder, "judges.jsonl"),
    checks: join(folder, "checks.jsonl"),
    requests: join(folder, "requests.jsonl"),
    rollouts: join(folder, "rollouts"),
    loupe: join(folder, "loupe.json"),
    questions: join(folder, "questions.jsonl"),
    traceReviews: join(folder, "trace-reviews.jsonl"),
  };
}
