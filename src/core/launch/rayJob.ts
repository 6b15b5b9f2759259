import * as z from "zod";

const bounded = (most: number) => z.string().transform(text => text.slice(0, most));

/**
 * A job as `GET /api/jobs/{id}` tells it (Ray 2.x; older ones have neither exit code nor kind of error). Unknown keys are
 * left alone. Its runtime_env is not read: it may hold other people's secrets.
 */
export const rayJobSchema = z.object({
  submission_id: z.string().nullish(),
  status: z.enum(["PENDING", "RUNNING", "STOPPED", "SUCCEEDED", "FAILED"]),
  message: bounded(100_000).nullish(),
  error_type: bounded(200).nullish(),
  driver_exit_code: z.number().int().nullish(),
});
export type RayJob = z.infer<typeof rayJobSchema>;

/** `GET /api/version`. */
export const rayVersionSchema = z.object({
  ray_version: bounded(100),
  /** Names the cluster's life: another one after a restart. */
  session_name: bounded(200).nullish(),
});
