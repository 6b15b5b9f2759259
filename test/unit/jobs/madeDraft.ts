import { join } from "node:path";
import { runConfigSchema, type RunConfig } from "../../../src/core/launch/runConfig.js";
import type { LaunchDraft } from "../../../src/node/jobs/launchDraft.js";

export interface MadeDraft {
  readonly runId: string;
  readonly folder: string;
  readonly command: string;
  readonly host?: string;
  readonly secrets?: readonly string[];
  readonly stages?: readonly string[];
  readonly launcher?: RunConfig["launcher"];
  /** Numbers of the GPUs that it may use; all of the host's without them. */
  readonly devices?: readonly number[];
}

/** A draft whose run is a small command of sh in place of a trainer. */
export function madeDraft({
  runId,
  folder,
  command,
  host = "local",
  secrets = [],
  stages = [],
  launcher = { kind: "host" },
  devices,
}: MadeDraft): LaunchDraft {
  const config = runConfigSchema.parse({
    name: "small-run",
    method: "RL",
    engine: "verl-current",
    host,
    launcher,
    model: { path: "/models/none" },
    data: { train: "train.jsonl", onHost: true },
    environment: { secrets },
    gpus: devices === undefined ? {} : { devices },
  });
  const folders = stages.length === 0 ? ["out"] : stages.map((name, at) => `out/${String(at + 1)}-${name}`);
  const plan: LaunchDraft["plan"] = {
    runId,
    config,
    files: [
      { path: "command.sh", text: command, isExecutable: true },
      { path: "env.sh", text: "LANG=C.UTF-8\n", isExecutable: false },
    ],
    stages: folders.map((folder, at) => ({ name: stages[at] ?? "train", folder, steps: 4, warmSteps: 0 })),
    settings: [],
    prompts: null,
    findings: [],
  };
  return { file: join(folder, "small.loupe-run.json"), config, plan, uploads: [], measures: null, findings: [] };
}
