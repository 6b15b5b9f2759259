import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { distilLint } from "../../core/distil/distilLint.js";
import type { Finding } from "../../core/launch/finding.js";
import { readRunConfig } from "../../core/launch/readRunConfig.js";
import type { ResolvedConfig } from "../../core/launch/resolvedConfig.js";
import { type ExportManifest, readExportManifest } from "../distil/readExported.js";
import { JobMemory } from "../jobs/jobMemory.js";

/** The manifest of the export that a data file is of; null: it is of none. */
async function manifestOf(train: string): Promise<ExportManifest | null> {
  const manifest = await readExportManifest(dirname(train));
  return manifest?.files.some(({ path }) => path === basename(train)) === true ? manifest : null;
}

function linted({ student }: ExportManifest, resolved: ResolvedConfig, key: string): readonly Finding[] {
  return distilLint(student, resolved).map(({ level, code, values }) => ({ level, code, values, key }));
}

interface TaughtBy {
  readonly runId: string;
  readonly manifest: ExportManifest;
}

/** The rows by which the model was taught before, as far as that run was launched from here and its files are still there. */
async function taughtBy({ config }: ResolvedConfig, storage: string): Promise<TaughtBy | null> {
  const parts = config.model.path.split("/");
  const found = new JobMemory(storage)
    .read()
    .jobs.find(({ record }) => record.host === config.host && parts.includes(record.run.runId));
  const file = found?.record.configFile ?? null;
  if (found === undefined || file === null) return null;
  const read = readRunConfig(await readFile(file, "utf8").catch(() => ""));
  if (read.kind === "issues" || read.config.data === undefined || read.config.data.onHost) return null;
  const manifest = await manifestOf(resolve(dirname(file), read.config.data.train));
  return manifest === null ? null : { runId: found.record.run.runId, manifest };
}

/**
 * Whether supervised and reinforcement learning show the model the same, before a launch: the rows of `loupe distill` that
 * a supervised run trains on (`train`: absolute, here; null: not here), and those that the model of another run was taught
 * by, told by the run's id in `model.path`. `storage`: where jobs are remembered; null: nowhere.
 */
export async function distilledFindings(
  resolved: ResolvedConfig,
  train: string | null,
  storage: string | null,
): Promise<readonly Finding[]> {
  if (resolved.family === "sft") {
    const manifest = train === null ? null : await manifestOf(train);
    return manifest === null ? [] : linted(manifest, resolved, "data.train");
  }
  const taught = storage === null ? null : await taughtBy(resolved, storage);
  if (taught === null) return [];
  const key = "model.path";
  const note: Finding = { level: "note", code: "model-of-distilled", values: [taught.runId], key };
  return [note, ...linted(taught.manifest, resolved, key)];
}
