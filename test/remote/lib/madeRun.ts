import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PlannedFile } from "../../../src/core/launch/runPlan.js";
import type { RunState } from "../../../src/core/launch/runState.js";
import type { HostConnection } from "../../../src/node/remote/hostConnection.js";
import type { HostResult } from "../../../src/node/remote/hostResult.js";
import { launchRun, type LaunchedRun } from "../../../src/node/remote/launchRun.js";
import { pollRuns } from "../../../src/node/remote/pollRuns.js";
import { writeRunFiles } from "../../../src/node/remote/writeRunFiles.js";
import { trainerFolder } from "./trainerFolder.js";
import { until } from "../../until.js";

/** The value of a result that must be there. */
export function reached<T>(result: HostResult<T>): T {
  if (result.kind !== "reached") throw new Error(JSON.stringify(result));
  return result.value;
}

/** A new run id. */
export function newRunId(name: string): string {
  return `${name}-${randomBytes(6).toString("hex")}`;
}

/** The files of a run that does nothing but its command. */
export function filesOf(runId: string, command: string, env = ""): readonly PlannedFile[] {
  const wrapper = readFileSync(join(trainerFolder, "wrapper.sh"), "utf8");
  return [
    { path: "run.json", text: JSON.stringify({ runId }), isExecutable: false },
    { path: "command.sh", text: command, isExecutable: true },
    { path: "env.sh", text: env, isExecutable: false },
    { path: "wrapper.sh", text: wrapper, isExecutable: true },
  ];
}

/** Launches a run folder. A launch itself waits a few seconds for the start; a slow machine's is waited for here. */
export async function launched(
  host: HostConnection,
  folder: string,
  secrets: Readonly<Record<string, string>> = {},
): Promise<LaunchedRun> {
  const said = reached(await launchRun(host, folder, secrets));
  if (said.state.state !== "starting") return said;
  const state = await until(`the start of ${folder}`, async () => {
    const now = await stateOf(host, folder);
    return now.state === "starting" ? null : now;
  });
  return { ...said, state };
}

/** Writes and launches a run below `root`; gives its folder and what the launch said. */
export async function startRun(
  host: HostConnection,
  root: string,
  command: string,
  secrets: Readonly<Record<string, string>> = {},
): Promise<{ readonly folder: string; readonly launched: LaunchedRun }> {
  const runId = newRunId("run");
  const folder = `${root}/${runId}`;
  reached(await writeRunFiles(host, folder, filesOf(runId, command)));
  return { folder, launched: await launched(host, folder, secrets) };
}

/** The state of one run. */
export async function stateOf(host: HostConnection, folder: string): Promise<RunState> {
  return reached(await pollRuns(host, [{ folder, offset: 0, maxBytes: 0 }]))[0]!.state;
}

/** Waits for a state, and fails with the last one. */
export async function untilState(host: HostConnection, folder: string, wanted: RunState["state"]): Promise<RunState> {
  return until(`${wanted} of ${folder}`, async () => {
    const state = await stateOf(host, folder);
    return state.state === wanted ? state : null;
  });
}

/** The log, as far as it is written. */
export async function logOf(host: HostConnection, folder: string): Promise<string> {
  const [poll] = reached(await pollRuns(host, [{ folder, offset: 0, maxBytes: 10_000_000 }]));
  return poll!.bytes.toString("utf8");
}
