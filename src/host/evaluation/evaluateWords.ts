import type { RunFinding } from "../../core/evaluation/runFinding.js";
import type { EvaluationResult } from "../../node/evaluation/evaluationResult.js";
import type { Translate } from "../translate.js";

type NotDone = Exclude<EvaluationResult, { readonly kind: "planned" | "evaluated" }>;

interface Words {
  readonly t: Translate;
  readonly finding: (finding: RunFinding) => string;
}

/** Why nothing was evaluated, as a sentence. Null: it was stopped by whoever started it. */
export function evaluateWords(result: NotDone, { t, finding }: Words): string | null {
  switch (result.kind) {
    case "unfit":
      return result.findings.map(finding).join(" ");
    case "differs":
      if (result.differences.every(({ key }) => key === "model.endpoint_host"))
        return t(
          "The folder has answers from another address. Where the same model is served at this one, “Continue Evaluation” goes on with it; else choose another folder.",
        );
      return t(
        "The folder has answers that were asked for in another way ({0}): choose another folder.",
        result.differences.map(({ key }) => key).join(", "),
      );
    case "busy":
      return t("Another process evaluates into this folder ({0}).", result.pid);
    case "bad-prompt":
      return t("The prompt {0} cannot be filled in.", result.id);
    case "no-questions":
      return t("No question of this benchmark can be asked in this way: {0}", Object.keys(result.leftOut).join(", "));
    case "not-built":
      return t("There are no questions yet: build them first.");
    case "foreign":
      return t("{0} is of something else: choose another folder.", result.path);
    case "unreadable":
      return t("{0} cannot be read: {1}", result.path, result.reason);
    case "aborted":
      return null;
    default: {
      const never: never = result;
      return never;
    }
  }
}
