import * as vscode from "vscode";
import type { Translate } from "./translate.js";

/** VS Code's own translation, in the form that the pure functions take. */
export const t: Translate = (sentence, ...values) => vscode.l10n.t(sentence, ...values);
