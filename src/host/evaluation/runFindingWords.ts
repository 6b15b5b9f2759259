import * as vscode from "vscode";
import type { RunFinding } from "../../core/evaluation/runFinding.js";
import { runFindingStrings } from "../../protocol/evaluation/runFindingStrings.js";

/** What is to be known of a run, in a sentence. */
export const runFindingWords = ({ code, values }: RunFinding): string =>
  vscode.l10n.t(runFindingStrings[code], ...values);
