import * as vscode from "vscode";
import { rewardStrings } from "../../protocol/reward/rewardStrings.js";

/** The texts of the strategies view in the person's language. Placeholders stay: the view fills them in. */
export function translatedRewardStrings(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(rewardStrings).map(([key, english]) => [key, vscode.l10n.t(english)]));
}
