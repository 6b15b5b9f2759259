import * as vscode from "vscode";
import { whenQuiet } from "../whenQuiet.js";

/** How long files may go on changing before they are read again; a run that writes all the time is looked at now and then. */
const patience = { quiet: 250, most: 3000 } as const;

const files = "{evaluation.json,predictions.jsonl,verdicts.jsonl,questions.jsonl,trace-reviews.jsonl}";

/** Calls `changed` when answers, verdicts or decisions of an evaluation are others, until disposed. */
export function followTraces(folder: string, changed: () => void): vscode.Disposable {
  const reading = whenQuiet(patience, changed);
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(folder), files));
  const took = [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete].map(on => on(reading.soon));
  return vscode.Disposable.from(watcher, ...took, reading);
}
