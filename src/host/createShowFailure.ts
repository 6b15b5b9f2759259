import * as vscode from "vscode";
import type { ShowFailure } from "./showFailure.js";
import { t } from "./t.js";

/** At most one notification of the same sentence in this time: a failure that repeats must not fill the window. */
const quietMilliseconds = 10_000;

/** Makes the one function through which every failure of the host goes. */
export function createShowFailure(log: vscode.LogOutputChannel): ShowFailure {
  const lastShown = new Map<string, number>();
  return (sentence, error) => {
    log.error(sentence, error instanceof Error ? (error.stack ?? error.message) : String(error));
    const now = Date.now();
    if (now - (lastShown.get(sentence) ?? -Infinity) < quietMilliseconds) return;
    lastShown.set(sentence, now);
    const showLog = t("Show Log");
    void vscode.window.showErrorMessage(sentence, showLog).then(
      chosen => {
        if (chosen === showLog) log.show(true);
      },
      (reason: unknown) => log.error("a notification failed", String(reason)),
    );
  };
}
