import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readLoupeConfig, type ConfigProblem, type LoupeConfig } from "../../core/dataset/loupeConfig.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import { strategyProblem } from "../reward/strategyProblem.js";

/** A larger loupe.json is not one. */
const maxBytes = 4 * 1024 * 1024;

export interface RunConfig {
  /** What could be read; a key with a problem is left out. */
  readonly config: LoupeConfig;
  readonly problems: readonly FileProblem[];
}

function problemOf(problem: ConfigProblem): FileProblem {
  switch (problem.code) {
    case "not-json":
      return { code: "config-not-json", values: [String(problem.at)] };
    case "not-an-object":
      return { code: "config-not-an-object", values: [] };
    case "unknown-key":
      return { code: "config-unknown-key", values: [problem.key] };
    case "invalid":
      return { code: "config-invalid-key", values: [problem.key] };
    case "strategy":
      return strategyProblem(problem.problem);
  }
}

const failed = (code: string): RunConfig => ({ config: {}, problems: [{ code, values: [] }] });

/** A run's loupe.json; a run without one has an empty configuration. Never rejects. */
export async function readRunConfig(folder: string): Promise<RunConfig> {
  const path = join(folder, "loupe.json");
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true) return { config: {}, problems: [] };
  if (found.size > maxBytes) return failed("config-too-large");
  try {
    const { config, problems } = readLoupeConfig(await readFile(path, "utf8"));
    return { config, problems: problems.map(problemOf) };
  } catch {
    return failed("config-denied");
  }
}
