import * as vscode from "vscode";
import { readComparison, type ComparisonRead } from "../../core/simulate/miniature/readComparison.js";
import { statementKind } from "../../core/simulate/miniature/statementKind.js";
import { rewardStrings } from "../../protocol/reward/rewardStrings.js";
import { strategyName } from "../../protocol/reward/strategyName.js";
import type { ListedStrategy } from "../../protocol/reward/strategyList.js";
import { comparisonSentence } from "../../protocol/simulate/comparisonSentence.js";
import { comparisonStrings } from "../../protocol/simulate/comparisonStrings.js";
import type { ArmName, ShownMiniature } from "../../protocol/simulate/miniatureViewApi.js";
import { t } from "../t.js";

function unreadable(read: Exclude<ComparisonRead, { readonly kind: "comparison" }>): string {
  switch (read.kind) {
    case "not-json":
      return t("This file is no comparison of miniatures: it is not JSON.");
    case "other-version":
      return t("This comparison was written by another version of the extension (format {0}).", read.version);
    case "malformed":
      return read.place === ""
        ? t("This file is no comparison of miniatures.")
        : t("This file is no comparison of miniatures: “{0}” is missing or is something else.", read.place);
  }
}

/** Of several arms under one name each is told by what is particular about it, in sentences too. */
function nameIn(arms: readonly ArmName[], { name, note }: ArmName): string {
  const isAlone = arms.filter(other => other.name === name).length === 1;
  return isAlone || note === "" ? name : t("{0} ({1})", name, note);
}

/** What the text of a file is shown as: a comparison with its names and sentences, or why it is none. */
export function shownMiniature(text: string, listed: readonly ListedStrategy[]): ShownMiniature {
  const read = readComparison(text);
  if (read.kind !== "comparison") return { kind: "unreadable", sentence: unreadable(read) };
  const { comparison } = read;
  const named = (spec: string) => strategyName(spec, listed, key => vscode.l10n.t(rewardStrings[key]));
  const arms = comparison.arms.map(({ strategy }) => named(strategy));
  const say = {
    text: (key: keyof typeof comparisonStrings) => vscode.l10n.t(comparisonStrings[key]),
    nameOf: (spec: string) => nameIn(arms, named(spec)),
  };
  const statements = comparison.statements.map(one => ({
    // Not as the file has it: a file can be written by anybody.
    kind: statementKind(one.code),
    text: comparisonSentence(one, say),
  }));
  return { kind: "comparison", comparison, arms, statements };
}
