import * as vscode from "vscode";
import { launchStrings } from "../../protocol/jobs/launchStrings.js";

/** The texts of the form in the person's language. Placeholders stay: the form fills them in. */
export function translatedLaunchStrings(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(launchStrings).map(([key, english]) => [key, vscode.l10n.t(english)]));
}
