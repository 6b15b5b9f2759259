import type * as vscode from "vscode";
import type { JobsService } from "../../node/jobs/jobsService.js";
import { openJobs } from "../../node/jobs/openJobs.js";
import { jobSettings } from "./jobSettings.js";

/** The jobs service of a window. What its settings say counts from the next start of the window on. */
export function openWindowJobs(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): JobsService {
  return openJobs({
    storage: context.globalStorageUri.fsPath,
    pullFolder: jobSettings.pullFolder(),
    runRoot: jobSettings.runRoot(),
    trainerFolder: context.asAbsolutePath("dist/trainer"),
    sshPath: jobSettings.sshPath(),
    sshConfigFile: jobSettings.sshConfigFile(),
    isPolling: true,
    log: {
      info: (message, values) => log.info(message, values ?? {}),
      warn: (message, values) => log.warn(message, values ?? {}),
    },
  });
}
