import * as vscode from "vscode";
import { whenQuiet } from "../whenQuiet.js";

/** How long files may go on changing before they are read again. */
const patience = { quiet: 250 } as const;

interface Changes {
  /** Decisions were written, here or elsewhere. */
  reviewed(): void;
  /** Questions or pages are others now. */
  rebuilt(): void;
}

/** Follows the files of a benchmark until disposed. */
export function followReviews(folder: string, changes: Changes): vscode.Disposable {
  const watch = (pattern: string, act: () => void): vscode.Disposable => {
    const reading = whenQuiet(patience, act);
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(folder), pattern),
    );
    const took = [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete].map(on => on(reading.soon));
    return vscode.Disposable.from(watcher, reading, ...took);
  };
  return vscode.Disposable.from(
    watch("reviews.jsonl", () => changes.reviewed()),
    watch("{questions,pages,corrections}.jsonl", () => changes.rebuilt()),
  );
}
