import { statSync } from "node:fs";
import { basename } from "node:path";
import * as vscode from "vscode";
import { miniaturePaths } from "../../node/simulate/miniaturePaths.js";
import { t } from "../t.js";
import type { MiniatureRuns } from "./miniatureRuns.js";

/** The slowest live step takes a second or two, and each one adds a line to the curves. */
const freshMilliseconds = 10_000;

function ageOf(file: string): number {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? Infinity : Date.now() - stats.mtimeMs;
}

/**
 * Two trainers in one folder would overwrite each other. Whether something other than this window has just written to a
 * run, and the person leaves it alone.
 */
export async function isWrittenElsewhere(miniatures: MiniatureRuns, folder: string): Promise<boolean> {
  const age = ageOf(miniaturePaths(folder).metrics);
  if (miniatures.hasEnded(folder) || age > freshMilliseconds) return false;
  const resume = t("Resume All the Same");
  const sentence = t(
    "Something wrote to {0} a moment ago: another window or a command line may be training it.",
    basename(folder),
  );
  return (await vscode.window.showWarningMessage(sentence, resume)) !== resume;
}
