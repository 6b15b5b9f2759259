import { join } from "node:path";
import { runConfigSchema } from "../../src/core/launch/runConfig.js";
import type { LaunchDraft } from "../../src/node/jobs/launchDraft.js";

/** A draft for this machine whose run is a small command of sh in place of a trainer. */
export function smallDraft(runId: string, folder: string, command: string): LaunchDraft {
  const config = runConfigSchema.parse({
    name: runId,
    method: "RL",
    engine: "verl-current",
    host: "local",
    model: { path: "/models/none" },
    data: { train: "train.jsonl", onHost: true },
  });
  const files = [
    { path: "command.sh", text: command, isExecutable: true },
    { path: "env.sh", text: "LANG=C.UTF-8\n", isExecutable: false },
  ];
  const stages = [{ name: "train", folder: "out", steps: 4, warmSteps: 0 }];
  const plan = { runId, config, files, stages, settings: [], prompts: null, findings: [] };
  return {
    ...{ file: join(folder, `${runId}.loupe-run.json`), config, plan },
    ...{ uploads: [], measures: null, findings: [] },
  };
}
