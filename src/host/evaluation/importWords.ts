import { basename } from "node:path";
import * as vscode from "vscode";
import type { ForeignFlag, ForeignFormat } from "../../core/evaluation/import/foreignRow.js";
import type { ImportCounts, ImportResult } from "../../node/evaluation/import/importResult.js";
import { foreignFaultStrings } from "../../protocol/evaluation/foreignFaultStrings.js";
import { foreignFlagStrings } from "../../protocol/evaluation/foreignFlagStrings.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import { asSentence } from "./asSentence.js";

/** Programs by their own names; they are not translated. */
const programs: Readonly<Record<Exclude<ForeignFormat, "mapped">, string>> = {
  vlmevalkit: "VLMEvalKit",
  "lmms-eval": "lmms-eval",
  "lm-eval": "lm-evaluation-harness",
  inspect: "inspect_ai",
  "openai-batch": "OpenAI Batch",
  deepeyes: "DeepEyes",
  "chain-of-focus": "Chain-of-Focus",
  mangavqa: "MangaVQA",
};

const isFlag = (flag: string): flag is ForeignFlag => Object.hasOwn(foreignFlagStrings, flag);

const flagWords = ([flag, count]: readonly [string, number]): string =>
  isFlag(flag) ? asSentence(vscode.l10n.t(foreignFlagStrings[flag], formatCount(count))) : "";

/** What is said of an import of results. */
export const importWords = {
  program: (format: ForeignFormat): string =>
    format === "mapped" ? t("a program that is not known") : programs[format],

  done({
    rows,
    joined,
    unmatched,
    rotations,
    incomplete,
    damaged,
    compared,
    disagreements,
    flags,
  }: ImportCounts): string {
    const parts = [
      t("{0} of {1} rows were imported.", formatCount(joined), formatCount(rows)),
      unmatched > 0 ? t("{0} are about no question of the benchmark.", formatCount(unmatched)) : "",
      rotations > 0
        ? t("{0} repeat a question with its options in another order: they are right together.", formatCount(rotations))
        : "",
      incomplete > 0 ? t("{0} questions lack some of their orders and have no grade.", formatCount(incomplete)) : "",
      damaged > 0 ? t("{0} lines are no answers that can be read.", formatCount(damaged)) : "",
      ...Object.entries(flags).map(flagWords),
      compared > 0
        ? t(
            "{0} are judged by both: our rules say otherwise on {1}.",
            formatCount(compared),
            formatCount(disagreements),
          )
        : "",
    ];
    return parts.filter(part => part !== "").join(" ");
  },

  /** Why nothing was imported. Null: it was stopped by whoever started it. */
  notDone(result: Exclude<ImportResult, { kind: "imported" }>): string | null {
    switch (result.kind) {
      case "fault":
        return `${basename(result.file)}: ${vscode.l10n.t(foreignFaultStrings[result.code])}`;
      case "unjoined":
        return t(
          "Only {0} of {1} rows are about questions of this benchmark: nothing was imported.",
          formatCount(result.counts.joined),
          formatCount(result.counts.rows),
        );
      case "not-empty":
        return t("{0} has something in it: choose another folder.", result.path);
      case "no-questions":
      case "not-built":
        return t("There are no questions yet: build them first.");
      case "unreadable":
        return t("{0} cannot be read: {1}", result.path, result.reason);
      case "aborted":
        return null;
      default: {
        const never: never = result;
        return never;
      }
    }
  },
} as const;
