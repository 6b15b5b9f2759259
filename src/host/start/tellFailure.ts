import * as vscode from "vscode";
import { t } from "../t.js";

/** Says that the product could not be loaded. */
export function tellFailure(error: unknown): void {
  void vscode.window.showErrorMessage(t("Rollout Loupe could not be started: {0}", String(error)));
}
