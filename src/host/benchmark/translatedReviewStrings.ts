import * as vscode from "vscode";
import { reviewStrings } from "../../protocol/review/reviewStrings.js";

/** The texts of the review in the person's language. Placeholders stay: the view fills them in. */
export function translatedReviewStrings(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(reviewStrings).map(([key, english]) => [key, vscode.l10n.t(english)]));
}
