import * as vscode from "vscode";
import { isFreeGpu } from "../../core/launch/isFreeGpu.js";
import type { LaunchHostApi, ShownPreflight } from "../../protocol/jobs/launchViewApi.js";
import { failureSentence } from "../jobs/failureSentence.js";
import { needsTerminal } from "../jobs/needsTerminal.js";
import { t } from "../t.js";
import { browseFor } from "./browseFor.js";
import { comparePlans } from "./comparePlans.js";
import { keyRange } from "../../core/launch/keyRange.js";
import type { LaunchSubject } from "./launchSubject.js";
import { shownPreflight } from "./shownPreflight.js";
import { toldFinding } from "./toldFinding.js";

/** Opens the text beside the form, at a key if one is named. */
async function openText({ document }: LaunchSubject, key: string | null): Promise<void> {
  const range = key === null ? null : keyRange(document.getText(), key);
  const selection =
    range === null ? undefined : new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
  const options = { viewColumn: vscode.ViewColumn.Beside, override: "default" };
  await vscode.commands.executeCommand("vscode.openWith", document.uri, "default", {
    ...options,
    ...(selection === undefined ? {} : { selection }),
  });
}

async function preflight(panel: LaunchSubject): Promise<void> {
  const { draft, services } = panel;
  // It runs what the configuration names as an environment, on this machine where the host is `local`.
  if (draft === null || !vscode.workspace.isTrusted) return;
  const { host } = draft.config;
  const asked: ShownPreflight = { host, isRunning: true, at: null, gpus: null, findings: [], failure: null };
  panel.showPreflight(asked);
  const answer = await services.look(draft);
  const at = Date.now();
  if (answer.kind === "unreachable") {
    const failure = { text: failureSentence(answer.failure, host, t), needsPerson: needsTerminal(answer.failure.kind) };
    services.log.warn(`${host} could not be asked`, answer.failure.detail);
    panel.showPreflight({ ...asked, isRunning: false, at, failure });
    return;
  }
  panel.showPreflight(shownPreflight({ host, ...answer.value, tell: toldFinding, isFree: isFreeGpu, at }, t));
}

async function showFile({ draft }: LaunchSubject, path: string): Promise<void> {
  const file = draft?.plan.files.find(one => one.path === path);
  if (file === undefined) return;
  const language = path.endsWith(".sh") ? "shellscript" : path.endsWith(".py") ? "python" : undefined;
  const document = await vscode.workspace.openTextDocument({
    content: file.text,
    ...(language === undefined ? {} : { language }),
  });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
}

async function copyFile({ draft }: LaunchSubject, path: string): Promise<void> {
  const file = draft?.plan.files.find(one => one.path === path);
  if (file !== undefined) await vscode.env.clipboard.writeText(file.text);
}

async function launch({ document, services }: LaunchSubject): Promise<void> {
  if (!vscode.workspace.isTrusted) return;
  // What is launched is what the file says: the command reads the file.
  if (document.isDirty) await document.save();
  await services.launch(document.uri.fsPath);
}

async function browse(panel: LaunchSubject, key: string, isFolder: boolean): Promise<void> {
  const chosen = await browseFor(panel.document.uri, isFolder);
  if (chosen !== null) await panel.edit(key, chosen);
}

/** What the webview of a form may ask for. */
export function launchHost(panel: LaunchSubject): LaunchHostApi {
  const { services } = panel;
  return {
    ready: () => panel.becameReady(),
    edit: ({ key, value }) => panel.edit(key, value),
    chooseHost: async () => {
      const host = await services.chooseHost();
      if (host !== null) await panel.edit("host", host);
    },
    browse: ({ key, isFolder }) => browse(panel, key, isFolder),
    preflight: () => preflight(panel),
    openTerminal: async () => {
      const host = panel.draft?.config.host;
      if (host !== undefined && vscode.workspace.isTrusted) services.openTerminal(host);
      return Promise.resolve();
    },
    launch: () => launch(panel),
    save: async () => {
      await panel.document.save();
    },
    openText: ({ key }) => openText(panel, key),
    showFile: ({ path }) => showFile(panel, path),
    compareWithLast: () => comparePlans(panel),
    copyFile: ({ path }) => copyFile(panel, path),
    setSecret: async ({ name }) => {
      if (vscode.workspace.isTrusted) await services.setSecret(name);
    },
    manageTrust: async () => {
      await vscode.commands.executeCommand("workbench.trust.manage");
    },
    log: ({ level, message }) => {
      services.log[level]("the form of a run configuration", message);
      return Promise.resolve();
    },
  };
}
