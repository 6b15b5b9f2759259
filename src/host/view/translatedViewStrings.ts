import * as vscode from "vscode";
import { viewStrings } from "../../protocol/viewStrings.js";

/** The view's texts in the person's language. Placeholders stay: the view fills them in. */
export function translatedViewStrings(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(viewStrings).map(([key, english]) => [key, vscode.l10n.t(english)]));
}
