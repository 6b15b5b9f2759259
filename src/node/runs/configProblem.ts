import type { ConfigProblem } from "../../core/dataset/loupeConfig.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import { strategyProblem } from "../reward/strategyProblem.js";

/** What is wrong in a loupe.json, as code and values. */
export function configProblem(problem: ConfigProblem): FileProblem {
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
