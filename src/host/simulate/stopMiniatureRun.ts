import { t } from "../t.js";
import { miniatureRunOf } from "./miniatureRunOf.js";
import type { MiniatureServices } from "./miniatureServices.js";

/** Stops a run that this window trains; it can be resumed. */
export async function stopMiniatureRun(services: MiniatureServices, argument: unknown): Promise<void> {
  const { miniatures } = services;
  const run = await miniatureRunOf(services, argument, look => look.isGoing, {
    title: t("Stop Miniature Run (simulated)"),
    none: t("This window trains no miniature."),
  });
  if (run !== null) miniatures.stop(run.node.path);
}
