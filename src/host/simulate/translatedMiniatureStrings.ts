import * as vscode from "vscode";
import { miniatureStrings } from "../../protocol/simulate/miniatureStrings.js";

/** The texts of the view of a comparison in the person's language. Placeholders stay: the view fills them in. */
export function translatedMiniatureStrings(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(miniatureStrings).map(([key, english]) => [key, vscode.l10n.t(english)]));
}
