import * as vscode from "vscode";

/** How long files may go on changing before they are read again; a run that writes all the time is looked at now and then. */
const quietMilliseconds = 250;
const mostMilliseconds = 3000;

const files = "{evaluation.json,predictions.jsonl,verdicts.jsonl,questions.jsonl,trace-reviews.jsonl}";

/** Calls `changed` when answers, verdicts or decisions of an evaluation are others, until disposed. */
export function followTraces(folder: string, changed: () => void): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let since = 0;
  const stop = () => {
    if (timer !== null) clearTimeout(timer);
  };
  const soon = () => {
    const now = Date.now();
    if (timer === null) since = now;
    stop();
    const left = Math.max(0, mostMilliseconds - (now - since));
    timer = setTimeout(
      () => {
        timer = null;
        changed();
      },
      Math.min(quietMilliseconds, left),
    );
  };
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(folder), files));
  const took = [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete].map(on => on(soon));
  return vscode.Disposable.from(watcher, ...took, { dispose: stop });
}
