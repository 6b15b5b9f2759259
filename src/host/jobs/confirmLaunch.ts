import * as vscode from "vscode";
import type { Finding } from "../../core/launch/finding.js";
import type { LaunchDraft } from "../../node/jobs/launchDraft.js";
import type { JobView } from "../../protocol/jobs/jobView.js";
import { t } from "../t.js";
import { countWords } from "../tree/countWords.js";
import { findingIcons } from "./findingIcons.js";
import { findingSentence } from "./findingSentence.js";
import { launchText } from "./launchText.js";

interface Item extends vscode.QuickPickItem {
  readonly action: "launch" | "show";
}

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
    await show(draft, findings);
  }
}

function itemsOf(draft: LaunchDraft, findings: readonly Finding[], host: string): Item[] {
  const { files } = draft.plan;
  // A list cuts long sentences: in the document they stand whole.
  const found = findings.map((finding): Item => ({
    label: findingSentence(finding, t),
    iconPath: new vscode.ThemeIcon(findingIcons[finding.level]),
    action: "show",
  }));
  return [
    {
      label: t("Launch on {0}", host),
      iconPath: new vscode.ThemeIcon("play"),
      description: draft.plan.runId,
      action: "launch",
    },
    {
      label: t("Show What Will Run"),
      iconPath: new vscode.ThemeIcon("preview"),
      description: t("{0} to the run folder", countWords.files(files.length, t)),
      action: "show",
    },
    ...(found.length === 0 ? [] : [separator(), ...found]),
  ];
}

const separator = (): Item => ({
  label: t("Findings"),
  kind: vscode.QuickPickItemKind.Separator,
  action: "show",
});

async function show(draft: LaunchDraft, findings: readonly Finding[]): Promise<void> {
  const content = launchText(
    draft,
    findings.map(finding => `${finding.level}: ${findingSentence(finding, t)}`),
  );
  const document = await vscode.workspace.openTextDocument({ content, language: "shellscript" });
  await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
}
