import { homedir } from "node:os";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { exportStrings } from "../../protocol/exportStrings.js";
import { ownRewardTarget } from "../reward/ownRewardTarget.js";
import { t } from "../t.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";
import { targetRow } from "./targetRow.js";

type Services = Pick<CommandServices, "tree" | "runsView" | "worker" | "panels" | "extension" | "log">;

/** A rollout of the group that is meant: of the item named, of the rollout on show, or of the selected item. */
async function rolloutOf(services: Services, argument: unknown): Promise<RolloutRef | null> {
  const { tree, runsView } = services;
  const row = await targetRow(services, argument);
  if (row !== null) return row.ref;
  const node = typeof argument === "string" ? await tree.nodeOf(argument) : await runsView.selection();
  const target = node?.kind === "group" ? await ownRewardTarget(node, null, services) : null;
  return target !== null && "groupOf" in target.rollouts ? target.rollouts.groupOf : null;
}

/** Where a file was exported to last; the next one is offered beside it. */
class LastFolder {
  path = homedir();
}

async function whereTo(ref: RolloutRef, folder: LastFolder): Promise<vscode.Uri | undefined> {
  const name = ref.file.replace(/^.*[/\\]/, "").replace(/\.jsonl?$/, "");
  const defaultUri = vscode.Uri.file(join(folder.path, `group-${name}-${String(ref.row)}.html`));
  const chosen = await vscode.window.showSaveDialog({ defaultUri, filters: { HTML: ["html"] } });
  if (chosen !== undefined) folder.path = dirname(chosen.fsPath);
  return chosen;
}

/** The command that writes a group into one HTML file. The second argument may be the URI to write to. */
export function exportCommands(services: Services): CommandHandlers<"loupe.exportGroup"> {
  const { worker, extension, log } = services;
  const folder = new LastFolder();
  const offer = async (uri: vscode.Uri) => {
    const open = t("Open in Browser");
    const chosen = await vscode.window.showInformationMessage(t("The group was written to {0}.", uri.fsPath), open);
    if (chosen === open) await vscode.env.openExternal(uri);
  };
  return {
    "loupe.exportGroup": async (argument, to) => {
      const ref = await rolloutOf(services, argument);
      if (ref === null) {
        vscode.window.setStatusBarMessage(t("No group is selected."), 4000);
        return;
      }
      const uri = to instanceof vscode.Uri ? to : await whereTo(ref, folder);
      if (uri === undefined) return;
      const strings = Object.fromEntries(
        Object.entries(exportStrings).map(([key, english]) => [key, vscode.l10n.t(english)]),
      );
      const version = versionOf(extension.packageJSON);
      const html = await (await worker.api()).exportGroup({ ref, estimator: "grpo", version, strings });
      if (html === null) {
        vscode.window.setStatusBarMessage(t("This row cannot be read as a rollout."), 6000);
        return;
      }
      await vscode.workspace.fs.writeFile(uri, Buffer.from(html, "utf8"));
      // Not waited for: a message may stay open for long.
      offer(uri).catch((error: unknown) => log.error("the exported file could not be opened", String(error)));
    },
  };
}

function versionOf(manifest: unknown): string {
  const isOne = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isOne && typeof manifest.version === "string" ? manifest.version : "";
}
