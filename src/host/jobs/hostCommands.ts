import * as vscode from "vscode";
import { variableName } from "../../core/launch/variableName.js";
import type { CommandHandlers } from "../commands/commandHandlers.js";
import { t } from "../t.js";
import { askSecret } from "./askSecret.js";
import { jobNode } from "./jobNode.js";
import type { JobServices } from "./jobServices.js";
import { jobSettings } from "./jobSettings.js";
import { openSshTerminal } from "./openSshTerminal.js";
import { pickHost } from "./pickHost.js";
import { preflightHost } from "./preflightHost.js";
import { requireTrust } from "./requireTrust.js";
import { refreshHosts } from "./refreshHosts.js";
import { targetHost } from "./targetHost.js";

type HostCommand =
  | "loupe.addHost"
  | "loupe.removeHost"
  | "loupe.preflightHost"
  | "loupe.openHostTerminal"
  | "loupe.refreshJobs"
  | "loupe.setSecret"
  | "loupe.removeSecret";

/** Commands about hosts, and about the secrets that launches send to them. */
export function hostCommands(services: JobServices): CommandHandlers<HostCommand> {
  const { jobsTree, secrets } = services;
  const on = (act: (host: string) => unknown) => async (argument: unknown) => {
    const host = await targetHost(services, argument);
    if (host !== null) await act(host);
  };
  const preflight = on(host => preflightHost(services, host));
  return {
    "loupe.addHost": () => addHost(services),
    "loupe.removeHost": on(host => jobSettings.removeHost(host)),
    "loupe.preflightHost": async argument => {
      if (await requireTrust()) await preflight(argument);
    },
    "loupe.openHostTerminal": on(openSshTerminal),
    "loupe.refreshJobs": async argument => {
      const node = typeof argument === "string" ? jobNode.read(argument) : null;
      await refreshHosts(services, node?.kind === "host" ? [node.host] : jobsTree.hosts().map(({ host }) => host));
    },
    "loupe.setSecret": async () => {
      const name = await askName();
      if (name !== undefined && (await askSecret(name, secrets)) !== null)
        vscode.window.setStatusBarMessage(t("The value of {0} is kept.", name), 6000);
    },
    "loupe.removeSecret": async () => {
      const name = await vscode.window.showQuickPick(secrets.names(), { placeHolder: t("Remove which secret?") });
      if (name !== undefined) await secrets.remove(name);
    },
  };
}

/** Remembers a host and looks at once whether it answers, and for runs that are there already. */
async function addHost(services: JobServices): Promise<void> {
  const host = await pickHost(await services.jobs.hosts(), t("Add Host"));
  if (host === null) return;
  await jobSettings.addHost(host);
  await refreshHosts(services, [host]);
}

function askName(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: t("Name of the Secret"),
    prompt: t("The variable that the run gets it in, e.g. WANDB_API_KEY; a run configuration names it."),
    ignoreFocusOut: true,
    validateInput: text => (variableName.test(text) ? null : t("Letters, digits and underscores, as variables have.")),
  });
}
