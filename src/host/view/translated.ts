import * as vscode from "vscode";

/** A view's table of texts in the person's language. Placeholders stay: the view fills them in. */
export const translated = (table: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(table).map(([key, english]) => [key, vscode.l10n.t(english)]));
