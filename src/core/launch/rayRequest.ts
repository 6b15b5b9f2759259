import * as z from "zod";
import { isVerl } from "./engineId.js";
import type { RunConfig } from "./runConfig.js";
import { shellWord } from "./shellWord.js";

/** Body of `POST /api/jobs/` (Ray 2.x, dashboard/modules/job). */
export interface RayRequest {
  readonly submission_id: string;
  readonly entrypoint: string;
  readonly runtime_env: { readonly env_vars: Readonly<Record<string, string>> };
  readonly metadata: Readonly<Record<string, string>>;
  readonly entrypoint_num_gpus?: number;
}

/** So long Ray lets a stopped job save what it has; a shorter grace is kept by us on the head. */
export const rayStopSeconds = 3600;

/** `ray.json` of a run folder: what of a submission is known when it is planned. */
const rayPlanSchema = z.object({
  /** GPUs that Ray sets aside for the first process; null: the trainer asks Ray for its own. */
  entrypointGpus: z.number().int().positive().nullable(),
});
export type RayPlan = z.infer<typeof rayPlanSchema>;

/** Reads `ray.json`; null: it is something else. */
export function readRayPlan(text: string): RayPlan | null {
  try {
    const read = rayPlanSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/**
 * What Ray is told of a run. verl asks Ray for its GPUs itself; LLaMA-Factory knows nothing of Ray, so that its GPUs are set
 * aside for the entrypoint. The miniature wants none.
 */
export function rayPlan({ engine }: RunConfig, gpusPerNode: number | null): RayPlan {
  return { entrypointGpus: isVerl(engine) ? null : gpusPerNode };
}

/**
 * The submission of a run folder (absolute, on the head). Its id is the run's, so that a second one is refused by Ray. The
 * entrypoint is the run folder's own script: no working_dir, whose size is limited and whose copy would lack the data, and
 * no secret in env_vars, which the dashboard shows (facts: remote 2.5, 4).
 */
export function rayRequest(runId: string, runFolder: string, plan: RayPlan): RayRequest {
  const gpus = plan.entrypointGpus === null ? {} : { entrypoint_num_gpus: plan.entrypointGpus };
  return {
    submission_id: runId,
    entrypoint: `exec sh ${shellWord(`${runFolder}/ray.sh`)} ${shellWord(runFolder)}`,
    runtime_env: { env_vars: { RAY_JOB_STOP_WAIT_TIME_S: String(rayStopSeconds) } },
    metadata: { loupe: runId },
    ...gpus,
  };
}
