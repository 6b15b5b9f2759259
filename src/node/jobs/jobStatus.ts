import * as z from "zod";
import { jobStates } from "../../core/launch/jobState.js";
import { hostFailureKinds } from "../../protocol/jobs/jobView.js";

const number = z.number().nullable();

/** What was last known of a job: a file beside its record, replaced whole by the window that asks the host. */
export const jobStatusSchema = z.object({
  version: z.literal(1),
  /** The host was asked at least once. */
  isHeard: z.boolean(),
  state: z.enum(jobStates),
  exitCode: number,
  note: z
    .object({
      id: z.string().nullable(),
      word: z.string().nullable(),
      reason: z.string().nullable(),
      restarts: z.number(),
      elements: z
        .array(z.object({ index: z.number(), state: z.enum(jobStates), exitCode: number, word: z.string().nullable() }))
        .readonly(),
    })
    .nullable(),
  unreachableSince: number,
  failure: z.object({ kind: z.enum(hostFailureKinds), detail: z.string() }).nullable(),
  startedAt: number,
  endedAt: number,
  stage: z.object({ name: z.string(), index: z.number(), of: z.number() }).nullable(),
  step: number,
  totalSteps: number,
  reward: number,
  secondsLeft: number,
  gpuUtilisation: number,
  logBytes: z.number(),
  localFolder: z.string().nullable(),
  pulledBytes: z.number(),
  leftOnHost: z.array(z.object({ path: z.string(), bytes: z.number() })),
  checkpoints: z.array(z.number()),
  /** Absolute, on the host: where the output is when it is not `log` of the run folder. */
  logPath: z.string().nullable(),
  /** Everything was pulled after the end: nobody needs to ask the host again, unless the end is in doubt. */
  isSettled: z.boolean(),
  /** By this machine's clock: when an end was first heard that may prove to be none; null: there is no such end. */
  doubtedSince: number.default(null),
});

export type JobStatus = z.infer<typeof jobStatusSchema>;

/** Of a job that nobody has asked for yet. */
export const unknownStatus: JobStatus = {
  version: 1,
  isHeard: false,
  state: "starting",
  exitCode: null,
  note: null,
  unreachableSince: null,
  failure: null,
  startedAt: null,
  endedAt: null,
  stage: null,
  step: null,
  totalSteps: null,
  reward: null,
  secondsLeft: null,
  gpuUtilisation: null,
  logBytes: 0,
  localFolder: null,
  pulledBytes: 0,
  leftOnHost: [],
  checkpoints: [],
  logPath: null,
  isSettled: false,
  doubtedSince: null,
};
