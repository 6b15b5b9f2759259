import type * as vscode from "vscode";
import type { JobsService } from "../../node/jobs/jobsService.js";
import { openJobs } from "../../node/jobs/openJobs.js";
import { jobSettings } from "./jobSettings.js";

/** The jobs service of a window. Settings that change count from the next launch or connection on. */
export function openWindowJobs(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): JobsService {
  return openJobs({
    storage: context.globalStorageUri.fsPath,
    get pullFolder() {
      return jobSettings.pullFolder();
    },
    get runRoot() {
      return jobSettings.runRoot();
    },
    get sshPath() {
      return jobSettings.sshPath();
    },
    get sshConfigFile() {
      return jobSettings.sshConfigFile();
    },
    trainerFolder: context.asAbsolutePath("dist/trainer"),
    isPolling: true,
    log: {
      warn: (message, values) => log.warn(message, values ?? {}),
    },
  });
}
