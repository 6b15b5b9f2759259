import { readFileSync, statSync } from "node:fs";
import { join, posix, win32 } from "node:path";
import * as z from "zod";
import { runJsonSchema, type RunJson } from "../../core/launch/runJson.js";
import type { FileOnHost, LaunchedRun, LaunchedStage } from "./launchedRun.js";

/** A run.json holds the diff of the code, so that it may be long. */
const maxBytes = 64 * 1024 * 1024;
const mostFilesOnHost = 100_000;

const leftSchema = z.object({
  files: z.array(z.object({ path: z.string().max(4096), bytes: z.number().nonnegative() })).max(mostFilesOnHost),
});
/** Of the configuration that the run was launched from; the rest of it is its own reader's. */
const configSchema = z.object({ host: z.string().min(1).max(200) });
/** A run that goes on from another's checkpoints says so in run.json or in a file of its own. */
const resumeSchema = z.object({ resumeFrom: z.string().min(1).max(4096) });

function readText(path: string, limit = maxBytes): string | null {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= limit ? readFileSync(path, "utf8") : null;
  } catch {
    // A file that is not there, or cannot be read, says nothing: the run is then shown as any other.
    return null;
  }
}

function readJson(path: string): unknown {
  const text = readText(path);
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // It may be half pulled.
    return undefined;
  }
}

function stagesOf(folder: string, { name, stages }: RunJson): readonly LaunchedStage[] {
  const named = stages.map(stage => ({ name: stage.name, folder: join(folder, stage.folder), steps: stage.steps }));
  return named.length > 0 ? named : [{ name, folder: join(folder, "out"), steps: null }];
}

/** Host paths are of POSIX or of Windows; the last name is the id. */
const lastName = (path: string): string => posix.basename(win32.basename(path.trim()));

function resumedFrom(folder: string, written: unknown): string | null {
  const own = resumeSchema.safeParse(written);
  const path = own.success ? own.data.resumeFrom : readText(join(folder, "resume-from"), 4096);
  return path === null || path.trim() === "" ? null : lastName(path);
}

/** Paths in the list are relative to the run; one that leads out of it is none of the run's. */
function leftOnHost(folder: string): readonly FileOnHost[] {
  const read = leftSchema.safeParse(readJson(join(folder, "left-on-host.json")));
  if (!read.success) return [];
  return read.data.files.flatMap(({ path, bytes }) => {
    const names = path.split("/");
    const isInside = !path.startsWith("/") && names.every(name => name !== "" && name !== "." && name !== "..");
    return isInside ? [{ path: join(folder, ...names), bytes }] : [];
  });
}

/** What a folder's `run.json` says; null where there is none that can be read as one. */
export function readLaunchedRun(folder: string): LaunchedRun | null {
  const written = readJson(join(folder, "run.json"));
  const read = runJsonSchema.safeParse(written);
  if (!read.success) return null;
  const { runId, name, arm, method, engine, strategy, config } = read.data;
  const ofConfig = configSchema.safeParse(config);
  return {
    folder,
    ...{ runId, name, arm, method, engine, strategy },
    host: ofConfig.success ? ofConfig.data.host : null,
    stages: stagesOf(folder, read.data),
    resumedFrom: resumedFrom(folder, written),
    leftOnHost: leftOnHost(folder),
  };
}
