import * as vscode from "vscode";
import type { JobView } from "../../protocol/jobs/jobView.js";
import type { CommandHandlers } from "../commands/commandHandlers.js";
import { t } from "../t.js";
import { commandLine } from "./commandLine.js";
import { forgetJob } from "./forgetJob.js";
import type { JobServices } from "./jobServices.js";
import { jobSettings } from "./jobSettings.js";
import { openJobFolder } from "./openJobFolder.js";
import { pickConfig } from "./pickConfig.js";
import { relaunchJob } from "./relaunchJob.js";
import { requireTrust } from "./requireTrust.js";
import { revealInRuns } from "./revealInRuns.js";
import { stopJob } from "./stopJob.js";
import { targetJob, type JobFilter } from "./targetJob.js";

type JobCommand =
  | "loupe.launchRun"
  | "loupe.attachJob"
  | "loupe.stopJob"
  | "loupe.endJob"
  | "loupe.relaunchJob"
  | "loupe.openJobFolder"
  | "loupe.revealJobInRuns"
  | "loupe.copySshCommand"
  | "loupe.copyLaunchCommand"
  | "loupe.forgetJob";

/** Commands about one job, and the one that launches it. */
export function jobCommands(services: JobServices): CommandHandlers<JobCommand> {
  const on = (filter: JobFilter, act: (job: JobView) => unknown) => async (argument: unknown) => {
    const job = await targetJob(services, argument, filter);
    if (job !== null) await act(job);
  };
  return {
    "loupe.launchRun": async argument => {
      const file = (await requireTrust()) ? await pickConfig(argument) : null;
      if (file !== null) await services.launchFlow.launch(file);
    },
    "loupe.attachJob": on("all", job => services.logs.show(job)),
    "loupe.stopJob": on("going", job => stopJob(services, job, false)),
    "loupe.endJob": on("going", job => stopJob(services, job, true)),
    "loupe.relaunchJob": on("over", async job => {
      if (await requireTrust()) await relaunchJob(services, job);
    }),
    "loupe.openJobFolder": on("all", job => openJobFolder(services, job)),
    "loupe.revealJobInRuns": on("pulled", job => revealInRuns(services, job)),
    "loupe.copySshCommand": on("all", job => copy(commandLine.ssh(job, jobSettings.sshConfigFile()))),
    "loupe.copyLaunchCommand": on("all", job =>
      job.configFile === null ? tellNoConfig(job) : copy(commandLine.launch(job.configFile)),
    ),
    "loupe.forgetJob": on("all", job => forgetJob(services, job)),
  };
}

async function copy(line: string): Promise<void> {
  await vscode.env.clipboard.writeText(line);
  vscode.window.setStatusBarMessage(t("Copied: {0}", line), 6000);
}

function tellNoConfig({ name }: JobView): void {
  void vscode.window.showInformationMessage(t("{0} was launched from another machine.", name));
}
