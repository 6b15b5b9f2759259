import { join } from "node:path";

/** Where the parts of a made-up run lie. */
export interface RunPaths {
  readonly run: string;
  readonly config: string;
  readonly readme: string;
  readonly questions: string;
  readonly pages: string;
  readonly rollouts: string;
  readonly validation: string;
  readonly metrics: string;
  readonly tracker: string;
  readonly checkpoint: (step: number) => string;
}

export function runPaths(run: string): RunPaths {
  return {
    run,
    config: join(run, "loupe.json"),
    readme: join(run, "README.txt"),
    questions: join(run, "questions.jsonl"),
    pages: join(run, "pages"),
    rollouts: join(run, "rollouts"),
    validation: join(run, "validation"),
    metrics: join(run, "metrics.jsonl"),
    tracker: join(run, "latest_checkpointed_iteration.txt"),
    checkpoint: step => join(run, `global_step_${step}`),
  };
}
