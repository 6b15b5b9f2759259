import * as vscode from "vscode";
import { metricsStrings } from "../../protocol/metricsStrings.js";

/** The texts of the curves in the person's language. Placeholders stay: the view fills them in. */
export function translatedMetricsStrings(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(metricsStrings).map(([key, english]) => [key, vscode.l10n.t(english)]));
}
