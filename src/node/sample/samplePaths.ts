import { join } from "node:path";
import { runPaths, type RunPaths } from "./runPaths.js";

/** Where the parts of a sample run lie. */
export interface SamplePaths extends RunPaths {
  /** The fine-tuning run beside it. */
  readonly sft: string;
}

export function samplePaths(out: string): SamplePaths {
  return { ...runPaths(join(out, "sample-run")), sft: join(out, "sample-sft") };
}
