import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isJsonObject } from "../../core/dataset/jsonObject.js";
import type { RunJson } from "../../core/launch/runJson.js";
import type { PlannedFile, RunPlan } from "../../core/launch/runPlan.js";
import type { TakenSnapshot } from "./snapshotCode.js";

/** Beside run.json, which whoever looks for runs reads the beginning of. */
const diffFile = "snapshot.diff";

/** What a plan's own run.json says stands, and what only the launch knows is added. */
function withRunJson({ files }: RunPlan, run: RunJson): readonly PlannedFile[] {
  const own = files.find(({ path }) => path === "run.json");
  const planned: unknown = own === undefined ? {} : JSON.parse(own.text);
  const { version, runId, createdAt, code, data } = run;
  const all = { ...run, ...(isJsonObject(planned) ? planned : {}), version, runId, createdAt, code, data };
  const text = `${JSON.stringify(all, null, 2)}\n`;
  return [...files.filter(({ path }) => path !== "run.json"), { path: "run.json", text, isExecutable: false }];
}

async function withWrapper(files: readonly PlannedFile[], trainerFolder: string): Promise<readonly PlannedFile[]> {
  if (files.some(({ path }) => path === "wrapper.sh")) return files;
  const text = await readFile(join(trainerFolder, "wrapper.sh"), "utf8");
  return [...files, { path: "wrapper.sh", text, isExecutable: true }];
}

/** Every file of a run folder that is no upload and no code: those of the plan, run.json, the wrapper, the difference. */
export async function runFiles(
  plan: RunPlan,
  run: RunJson,
  taken: TakenSnapshot | null,
  trainerFolder: string,
): Promise<readonly PlannedFile[]> {
  const diff = typeof taken?.diff === "string" ? [{ path: diffFile, text: taken.diff, isExecutable: false }] : [];
  return withWrapper([...withRunJson(plan, run), ...diff], trainerFolder);
}
