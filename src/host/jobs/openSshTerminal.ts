import * as vscode from "vscode";
import { isHostName, localHost } from "../../core/launch/hostName.js";
import { t } from "../t.js";
import { jobSettings } from "./jobSettings.js";

/**
 * A terminal in which a person logs in to a host: for passwords, codes and a host's key. It is ssh itself that runs
 * there, with arguments, never a shell with a command line.
 */
export function openSshTerminal(host: string): void {
  if (host === localHost) {
    vscode.window.createTerminal({ name: t("This machine") }).show();
    return;
  }
  if (!isHostName(host)) throw new Error(`${host} is no host name`);
  const config = jobSettings.sshConfigFile();
  const shellArgs = [...(config === null ? [] : ["-F", config]), "--", host];
  const shellPath = jobSettings.sshPath();
  vscode.window
    .createTerminal({ name: `ssh ${host}`, shellPath, shellArgs, iconPath: new vscode.ThemeIcon("remote") })
    .show();
}
