import { basename } from "node:path";
import * as vscode from "vscode";
import type { MiniatureRunResult } from "../../node/simulate/runMiniature.js";
import { runOfFolder } from "../jobs/runOfFolder.js";
import { t } from "../t.js";
import { formatDecimal } from "../tree/formatDecimal.js";
import { isInside } from "../view/isInside.js";
import { workspaceSettings } from "../workspaceSettings.js";
import type { AskedMiniature } from "./miniatureRuns.js";
import type { MiniatureServices } from "./miniatureServices.js";
import { runEnd } from "./runEnd.js";
import { untilListed } from "./untilListed.js";

/** How long the Runs tree may take to find a folder in which a run begins. */
const patience = { milliseconds: 20_000, lookMilliseconds: 250 } as const;

/** A folder that nothing leads to yet becomes a run folder of the settings. */
async function takeIn({ settings }: MiniatureServices, folder: string): Promise<void> {
  if (settings.forRuns().roots.some(root => isInside(folder, root))) return;
  await workspaceSettings.addPaths("runFolders", [folder]);
}

/** Selects the run in the tree as soon as it is there. `end` is aborted with its training. */
async function reveal({ worker, runsView }: MiniatureServices, folder: string, end: AbortSignal): Promise<void> {
  const run = await untilListed(() => runOfFolder(worker, folder), { ...patience, end });
  if (run !== null) await runsView.view.reveal(run.id, { select: true, focus: false, expand: true });
}

/** Tells of the course of a run, in a notification by which it can be stopped. */
async function withCourse(
  { miniatures }: MiniatureServices,
  asked: AskedMiniature,
): Promise<{ readonly result: MiniatureRunResult | null; readonly found: number | null }> {
  const { out } = asked;
  const title = t("Miniature run {0} (simulated)", basename(out));
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const stopping = token.onCancellationRequested(() => miniatures.stop(out));
    let [steps, found]: [number, number | null] = [1, null];
    try {
      const result = await miniatures.run(asked, {
        onStart: (from, last) => {
          steps = last;
          progress.report({ increment: (100 * from) / last });
        },
        onStep: (step, now) => {
          found = now;
          const message = t("step {0} of {1}, wanted view found {2}", step, steps, formatDecimal(now, 2));
          progress.report({ increment: 100 / steps, message });
        },
      });
      return { result, found };
    } finally {
      stopping.dispose();
    }
  });
}

/**
 * Trains a miniature into a folder, which the tree takes in at once, and says how it ended. Resolves when it is over or
 * stopped.
 */
export async function trainMiniature(services: MiniatureServices, asked: AskedMiniature): Promise<void> {
  const { log, showFailure } = services;
  await takeIn(services, asked.out);
  log.info("a miniature run begins", { folder: asked.out });
  const end = new AbortController();
  reveal(services, asked.out, end.signal).catch((error: unknown) =>
    log.warn("the run could not be revealed", String(error)),
  );
  try {
    const { result, found } = await withCourse(services, asked);
    if (result === null) {
      void vscode.window.showInformationMessage(t("{0} is being trained already.", basename(asked.out)));
      return;
    }
    runEnd.tell(services, result, found);
  } catch (error) {
    showFailure(t("The miniature run {0} could not be written.", basename(asked.out)), error);
  } finally {
    end.abort();
  }
}
