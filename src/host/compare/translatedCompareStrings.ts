import * as vscode from "vscode";
import { compareStrings } from "../../protocol/reward/compareStrings.js";

/** The texts of the compare view in the person's language. Placeholders stay: the view fills them in. */
export function translatedCompareStrings(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(compareStrings).map(([key, english]) => [key, vscode.l10n.t(english)]));
}
