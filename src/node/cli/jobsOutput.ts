import * as z from "zod";
import { jobStates } from "../../core/launch/jobState.js";
import type { HostFailure, JobView } from "../../protocol/jobs/jobView.js";
import { hostFailureKinds } from "../../protocol/jobs/jobView.js";

const number = z.number().nullable();
const text = z.string().nullable();

const failure = z
  .strictObject({ kind: z.enum(hostFailureKinds), detail: z.string().describe("What ssh said.") })
  .nullable();

/** What `loupe jobs --json` prints of a job, and `loupe stop` and `loupe pull`. */
export const jobOutput = z.strictObject({
  host: z.string(),
  run: z.string().describe("The id of the run."),
  name: z.string(),
  method: text,
  engine: text,
  launcher: z.enum(["host", "ray", "slurm"]),
  state: z.enum(jobStates),
  exitCode: number,
  unreachableSince: number.describe("Milliseconds since 1970; the state is what was known then. Null: it answered."),
  failure,
  startedAt: number.describe("Milliseconds since 1970, by the clock of this machine."),
  endedAt: number,
  stage: z.strictObject({ name: z.string(), index: z.number().describe("From 0."), of: z.number() }).nullable(),
  step: number,
  totalSteps: number,
  reward: number,
  secondsLeft: number,
  gpuUtilisation: number.describe("Mean of the run's GPUs, in percent."),
  logBytes: z.number(),
  runFolder: z.string().describe("Absolute, on the host."),
  localFolder: text.describe("Absolute, here: what was pulled."),
  pulledBytes: z.number(),
  leftOnHost: z.array(z.strictObject({ path: z.string(), bytes: z.number() })),
  checkpoints: z.array(z.number()).describe("Their steps."),
});

/** What `loupe jobs --json` prints. */
export const jobsOutput = z.strictObject({
  jobs: z.array(jobOutput),
  unreachable: z.array(z.strictObject({ host: z.string(), failure: failure.unwrap() })),
});

export type JobOutput = z.infer<typeof jobOutput>;
export type JobsOutput = z.infer<typeof jobsOutput>;

/** Of a view only what is printed is taken. */
const printed = jobOutput.strip();

/** A job as it is printed. */
export const jobJson = (job: JobView): JobOutput => printed.parse({ ...job, run: job.runId });

/** A host that gave no answer, as it is printed. */
export const unreachableJson = (host: string, { kind, detail }: HostFailure): JobsOutput["unreachable"][number] => ({
  host,
  failure: { kind, detail },
});
