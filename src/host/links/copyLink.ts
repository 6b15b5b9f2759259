import * as vscode from "vscode";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import { t } from "../t.js";
import { linkText } from "./linkText.js";

/** Puts the link to a row, or to one of its zoom calls, into the clipboard. */
export async function copyLink(
  ref: RolloutRef,
  call: number | null,
  services: Parameters<typeof linkText>[2],
): Promise<void> {
  const text = await linkText(ref, call, services);
  if (text === null) {
    vscode.window.setStatusBarMessage(t("This row is gone."), 4000);
    return;
  }
  await vscode.env.clipboard.writeText(text);
  const sentence =
    call === null ? t("Copied a link to the rollout.") : t("Copied a link to zoom {0} of the rollout.", call + 1);
  vscode.window.setStatusBarMessage(sentence, 4000);
}
