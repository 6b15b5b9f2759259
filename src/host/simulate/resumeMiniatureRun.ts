import * as vscode from "vscode";
import { t } from "../t.js";
import { askParameter } from "./askParameter.js";
import { isWrittenElsewhere } from "./isWrittenElsewhere.js";
import { miniaturePaces } from "./miniaturePaces.js";
import { miniatureRunOf, type MiniatureRun } from "./miniatureRunOf.js";
import type { MiniatureServices } from "./miniatureServices.js";
import { requireTrustToWrite } from "./requireTrustToWrite.js";
import { trainMiniature } from "./trainMiniature.js";

/** A run that is over goes on only if it is given more steps. Null: it was left, or is over as before. */
async function stepsFor({ node, look }: MiniatureRun): Promise<number | null> {
  if (look.isUnfinished) return look.steps;
  const title = t("{0} has its {1} steps. How many in all?", node.name, look.steps);
  const tooFew = t("It has {0} steps already: ask for more.", look.steps);
  const typed = await askParameter("steps", title, String(look.steps + 100), text =>
    Number(text) > look.steps ? null : tooFew,
  );
  return typed === null ? null : Number(typed);
}

/** Goes on with a run from its last checkpoint, with the strategy and the options that it has. */
export async function resumeMiniatureRun(services: MiniatureServices, argument: unknown): Promise<void> {
  if (!(await requireTrustToWrite())) return;
  const run = await miniatureRunOf(services, argument, look => look.isUnfinished, {
    title: t("Resume Miniature Run (simulated)"),
    none: t("No miniature run is unfinished."),
  });
  if (run === null) return;
  if (run.look.isGoing) {
    void vscode.window.showInformationMessage(t("{0} is being trained already.", run.node.name));
    return;
  }
  if (await isWrittenElsewhere(services.miniatures, run.node.path)) return;
  const steps = await stepsFor(run);
  if (steps === null) return;
  const from = run.node.latestStep ?? 0;
  const title = t("Resume {0} (simulated) at step {1} of {2}", run.node.name, from, steps);
  const pace = await miniaturePaces.ask(title, "live");
  if (pace === null) return;
  const asked = { out: run.node.path, strategy: null, options: { steps }, pace: miniaturePaces.of(pace) };
  await trainMiniature(services, asked);
}
