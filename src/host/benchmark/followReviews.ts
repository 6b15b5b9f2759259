import * as vscode from "vscode";

/** How long files may go on changing before they are read again. */
const quietMilliseconds = 250;

interface Changes {
  /** Decisions were written, here or elsewhere. */
  reviewed(): void;
  /** Questions or pages are others now. */
  rebuilt(): void;
}

function quietly(act: () => void): { call(): void; dispose(): void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const dispose = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  return {
    call: () => {
      dispose();
      timer = setTimeout(act, quietMilliseconds);
    },
    dispose,
  };
}

/** Follows the files of a benchmark until disposed. */
export function followReviews(folder: string, changes: Changes): vscode.Disposable {
  const watch = (pattern: string, act: () => void): vscode.Disposable => {
    const soon = quietly(act);
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(folder), pattern),
    );
    const took = [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete].map(on => on(() => soon.call()));
    return vscode.Disposable.from(watcher, soon, ...took);
  };
  return vscode.Disposable.from(
    watch("reviews.jsonl", () => changes.reviewed()),
    watch("{questions,pages,corrections}.jsonl", () => changes.rebuilt()),
  );
}
