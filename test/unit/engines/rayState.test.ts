import { describe, expect, it } from "vitest";
import type { FolderState } from "../../../src/core/launch/folderState.js";
import type { JobState } from "../../../src/core/launch/jobState.js";
import { readRayFolders } from "../../../src/core/launch/rayFolders.js";
import { rayJobSchema, type RayJob } from "../../../src/core/launch/rayJob.js";
import { readRayNodes } from "../../../src/core/launch/rayNodes.js";
import { readRayPlan, rayPlan, rayRequest } from "../../../src/core/launch/rayRequest.js";
import { rayJobState } from "../../../src/core/launch/rayState.js";
import { runConfigSchema } from "../../../src/core/launch/runConfig.js";

const runId = "ray-0123456789ab";
const run = (state: JobState, more: { exitCode?: number; isSubmitted?: boolean; isStopping?: boolean } = {}) => {
  const folder: FolderState = { state, exitCode: more.exitCode ?? null };
  return { isSubmitted: more.isSubmitted ?? true, isStopping: more.isStopping ?? false, folder };
};
const job = (status: RayJob["status"], more: Partial<RayJob> = {}): RayJob => ({ status, ...more });
const stateOf = (...args: Parameters<typeof rayJobState> extends [string, ...infer Rest] ? Rest : never) => {
  const { state, exitCode } = rayJobState(runId, ...args);
  return exitCode === null ? state : `${state} ${exitCode}`;
};

describe("a run that Ray has", () => {
  it("is what its process wrote down, whatever Ray says", () => {
    expect(stateOf(job("FAILED"), run("exited", { exitCode: 0 }))).toBe("exited 0");
    expect(stateOf(job("RUNNING"), run("stopped", { exitCode: 143 }))).toBe("stopped 143");
    expect(stateOf(null, run("running"))).toBe("running");
  });

  it("waits while Ray has not begun it, however long ago it was claimed", () => {
    expect(stateOf(job("PENDING"), run("starting"))).toBe("queued");
    expect(stateOf(job("PENDING"), run("failed-to-start"))).toBe("queued");
  });

  it("counts as stopped when it still waits and somebody asked for its end", () => {
    expect(stateOf(job("PENDING"), run("failed-to-start", { isStopping: true }))).toBe("stopped");
    expect(stateOf(null, run("failed-to-start", { isStopping: true }))).toBe("stopped");
    expect(stateOf(job("RUNNING"), run("starting", { isStopping: true }))).toBe("running");
  });

  it("is lost when Ray forgot it, and never began when Ray never took it", () => {
    expect(stateOf(null, run("failed-to-start"))).toBe("lost");
    expect(stateOf(null, run("failed-to-start", { isSubmitted: false }))).toBe("failed-to-start");
    expect(stateOf(null, run("absent", { isSubmitted: false }))).toBe("absent");
    expect(stateOf(null, run("lost"))).toBe("lost");
  });

  it("has the code that Ray tells when its folder knows none", () => {
    expect(stateOf(job("FAILED", { driver_exit_code: 66 }), run("starting"))).toBe("exited 66");
    expect(stateOf(job("FAILED", { driver_exit_code: -9 }), run("lost"))).toBe("exited 137");
    const message = "Job entrypoint command failed with exit code 3, last available logs:\nexit code 9";
    expect(stateOf(job("FAILED", { message }), run("lost"))).toBe("exited 3");
    expect(stateOf(job("SUCCEEDED"), run("lost"))).toBe("exited 0");
  });

  it("tells a start that failed from a process that was lost", () => {
    const failed = (error_type: string) => stateOf(job("FAILED", { error_type }), run("failed-to-start"));
    expect(failed("RUNTIME_ENV_SETUP_FAILURE")).toBe("failed-to-start");
    expect(failed("JOB_SUPERVISOR_ACTOR_START_TIMEOUT")).toBe("failed-to-start");
    expect(failed("JOB_SUPERVISOR_ACTOR_DIED")).toBe("lost");
  });

  it("keeps the first line of what Ray says, and not the log that follows", () => {
    const { note } = rayJobState(runId, job("FAILED", { message: "died\u001b[2J\nToken: x" }), run("lost"));
    expect(note).toMatchObject({ id: runId, word: "FAILED", reason: "died [2J" });
  });
});

describe("what is handed to Ray", () => {
  const request = rayRequest(runId, "/home/it's/runs/ray-0123456789ab", { entrypointGpus: null });

  it("is the run's own script under the run's id, and no secret", () => {
    expect(request.submission_id).toBe(runId);
    expect(request.entrypoint).toBe(
      `exec sh '/home/it'\\''s/runs/ray-0123456789ab/ray.sh' '/home/it'\\''s/runs/ray-0123456789ab'`,
    );
    expect(Object.keys(request.runtime_env.env_vars)).toEqual(["RAY_JOB_STOP_WAIT_TIME_S"]);
    expect(request).not.toHaveProperty("runtime_env.working_dir");
  });

  it("sets GPUs aside only for a trainer that does not ask Ray for them", () => {
    const config = (engine: string, method: string) =>
      runConfigSchema.parse({ name: "a", method, engine, host: "h", model: { path: "m" }, data: { train: "t" } });
    expect(rayPlan(config("verl-current", "RL"), 8)).toEqual({ entrypointGpus: null });
    expect(rayPlan(config("llama-factory", "SFT-S"), 4)).toEqual({ entrypointGpus: 4 });
    expect(rayRequest(runId, "/r", { entrypointGpus: 4 }).entrypoint_num_gpus).toBe(4);
  });

  it("is read back from the run folder, and refused when it is something else", () => {
    expect(readRayPlan('{"entrypointGpus": 4}\n')).toEqual({ entrypointGpus: 4 });
    for (const text of ["", "{", "[]", '{"entrypointGpus": "4"}', "null"]) expect(readRayPlan(text)).toBeNull();
  });
});

describe("what a dashboard answers", () => {
  it("may lack what older Rays do not tell, and hold what nobody asked for", () => {
    expect(
      rayJobSchema.parse({ status: "RUNNING", type: "SUBMISSION", runtime_env: { env_vars: { KEY: "x" } } }),
    ).toEqual({
      status: "RUNNING",
    });
    expect(rayJobSchema.safeParse({ status: "DANCING" }).success).toBe(false);
  });

  it("counts the nodes that live, and their GPUs", () => {
    const raylet = (state: string, gpus: number) => ({ raylet: { state, resourcesTotal: { CPU: 4, GPU: gpus } } });
    const summary = [raylet("ALIVE", 8), raylet("DEAD", 8), { raylet: { state: "ALIVE" } }];
    expect(readRayNodes({ data: { summary } })).toEqual({ nodes: 2, gpus: 8 });
    expect(readRayNodes("<html>")).toBeNull();
  });
});

describe("the folders on the head", () => {
  const mark = "0123456789ab";

  it("say what was taken, what is left, and where Ray keeps what came before our log", () => {
    const out = [
      `${mark} 0 1 1 0 failed-to-start - - 0 - - -`,
      `${mark} log 0 /tmp/with space/job-driver.log`,
      `${mark} 1 0 0 1 exited 12 7 80 1 2 head`,
      "other 2 1 1 1 exited 12 7 80 1 2 head",
      `${mark} x 1 1 1 exited`,
    ].join("\n");
    expect([...readRayFolders(out, mark)]).toEqual([
      [0, { ...run("failed-to-start"), hasSecrets: true, driverLog: "/tmp/with space/job-driver.log" }],
      [
        1,
        { ...run("exited", { exitCode: 7, isSubmitted: false, isStopping: true }), hasSecrets: false, driverLog: null },
      ],
    ]);
  });
});
