import * as vscode from "vscode";
import type { Finding } from "../../core/launch/finding.js";
import type { LaunchDraft } from "../../node/jobs/launchDraft.js";
import type { JobView } from "../../protocol/jobs/jobView.js";
import { t } from "../t.js";
import { countWords } from "../tree/countWords.js";
import { findingSentence } from "./findingSentence.js";
import { launchText } from "./launchText.js";

interface Item extends vscode.QuickPickItem {
  readonly action: "launch" | "show" | "none";
}

const icons = { error: "error", warning: "warning", note: "info", good: "check" } as const;

/**
 * The last question before a launch: what will run is one choice away as a document, everything that was found stands
 * below it. Nothing is launched unless the first item is taken.
 */
export async function confirmLaunch(
  draft: LaunchDraft,
  findings: readonly Finding[],
  resume: JobView | null,
): Promise<boolean> {
  const { name, host } = draft.config;
  const title = resume === null ? t("Launch {0}?", name) : t("Relaunch {0} from its last checkpoint?", name);
  for (;;) {
    const options = { title, placeHolder: t("What was found stands below"), ignoreFocusOut: true };
    const chosen = await vscode.window.showQuickPick(itemsOf(draft, findings, host), options);
    if (chosen === undefined) return false;
    if (chosen.action === "launch") return true;
    if (chosen.action === "show") await show(draft);
  }
}

function itemsOf(draft: LaunchDraft, findings: readonly Finding[], host: string): Item[] {
  const { files } = draft.plan;
  const found = findings.map((finding): Item => ({
    label: `$(${icons[finding.level]}) ${findingSentence(finding, t)}`,
    ...(finding.key === null ? {} : { description: finding.key }),
    action: "none",
  }));
  return [
    { label: `$(play) ${t("Launch on {0}", host)}`, description: draft.plan.runId, action: "launch" },
    {
      label: `$(preview) ${t("Show What Will Run")}`,
      description: t("{0} to the run folder", countWords.files(files.length, t)),
      action: "show",
    },
    ...(found.length === 0 ? [] : [separator(), ...found]),
  ];
}

const separator = (): Item => ({
  label: t("Findings"),
  kind: vscode.QuickPickItemKind.Separator,
  action: "none",
});

async function show(draft: LaunchDraft): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content: launchText(draft), language: "shellscript" });
  await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
}
