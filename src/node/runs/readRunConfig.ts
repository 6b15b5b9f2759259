import type { LoupeConfig } from "../../core/dataset/loupeConfig.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import { readLoupeFile } from "../dataset/readLoupeFile.js";
import { configProblem } from "./configProblem.js";

export interface RunConfig {
  /** What could be read; a key with a problem is left out. */
  readonly config: LoupeConfig;
  readonly problems: readonly FileProblem[];
}

const failed = (code: string): RunConfig => ({ config: {}, problems: [{ code, values: [] }] });

/** What a loupe.json says of runs; without one, nothing. Never throws. */
export function readRunConfig(path: string | null): RunConfig {
  const read = readLoupeFile(path);
  switch (read.kind) {
    case "read":
      return { config: read.config, problems: read.problems.map(configProblem) };
    case "none":
      return { config: {}, problems: [] };
    case "too-large":
      return failed("config-too-large");
    case "denied":
      return failed("config-denied");
  }
}
