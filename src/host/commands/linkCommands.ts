import * as vscode from "vscode";
import { readLinkText } from "../../core/link/readLink.js";
import { copyLink } from "../links/copyLink.js";
import { linkFaultSentence } from "../../protocol/links/linkFaultSentence.js";
import { openLink } from "../links/openLink.js";
import { t } from "../t.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";
import { targetRow } from "./targetRow.js";
import type { LinkServices } from "../links/linkServices.js";

type LinkCommand = "loupe.copyLink" | "loupe.openLink";

/** Commands that make a link to a rollout and open one. A zoom call that is selected in the view is part of the link. */
export function linkCommands(services: CommandServices & LinkServices): CommandHandlers<LinkCommand> {
  const { panels, focus, extension } = services;
  return {
    "loupe.copyLink": async argument => {
      const row = await targetRow(services, argument);
      if (row === null) {
        vscode.window.setStatusBarMessage(t("No rollout is selected."), 4000);
        return;
      }
      const shown = panels.all.find(view => view.isAt(row.ref) && (argument === undefined || row.call !== null));
      await copyLink(row.ref, row.call ?? shown?.selectedCall ?? null, services);
    },
    "loupe.openLink": async argument => {
      await focus.settled(panels.active !== null);
      const text = typeof argument === "string" ? argument : await askLink(extension.id);
      if (text !== undefined) await openLink(readLinkText(text, extension.id), services);
    },
  };
}

/** Asks for a link; one that is in the clipboard stands there already. */
async function askLink(extension: string): Promise<string | undefined> {
  const copied = await vscode.env.clipboard.readText();
  return vscode.window.showInputBox({
    title: t("Open Link to Rollout"),
    prompt: t("A link that “Copy Link to Rollout” made, here or in another window."),
    value: readLinkText(copied, extension).kind === "link" ? copied.trim() : "",
    ignoreFocusOut: true,
    validateInput: text => {
      const read = readLinkText(text, extension);
      return text.trim() === "" || read.kind === "link" ? undefined : linkFaultSentence(read.fault, t);
    },
  });
}
