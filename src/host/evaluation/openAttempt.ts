import * as vscode from "vscode";
import { t } from "../t.js";
import type { EvaluationViewServices } from "./evaluationViewServices.js";

/** Opens what an evaluation has of one attempt in the rollout view, beside the view that asks. `folder`: the evaluation's. */
export async function openAttempt(
  { desk, worker, panels }: Pick<EvaluationViewServices, "desk" | "worker" | "panels">,
  attempt: { readonly folder: string; readonly prediction: string },
): Promise<void> {
  const ref = await desk.ask(client => client.row(attempt));
  if (ref === null) {
    void vscode.window.showWarningMessage(
      t("This answer stands in no dump, so that it cannot be opened as a rollout."),
    );
    return;
  }
  const api = await worker.api();
  // A run that was written just now may not have been found yet.
  if ((await api.path({ ref })).length === 0) await api.refresh(null);
  await panels.openBeside(ref);
}
