import type { ConfigProblem, LoupeConfig } from "../../core/dataset/loupeConfig.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import { readLoupeFile } from "../dataset/readLoupeFile.js";
import { strategyProblem } from "../reward/strategyProblem.js";

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

/** What a loupe.json says of runs; without one, nothing. Never throws. */
export function readRunConfig(path: string | null): RunConfig {
  const read = readLoupeFile(path);
  switch (read.kind) {
    case "read":
      return { config: read.config, problems: read.problems.map(problemOf) };
    case "none":
      return { config: {}, problems: [] };
    case "too-large":
      return failed("config-too-large");
    case "denied":
      return failed("config-denied");
  }
}
