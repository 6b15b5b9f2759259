import { existsSync } from "node:fs";
import * as vscode from "vscode";
import type { JobView } from "../../protocol/jobs/jobView.js";
import { clip } from "../tree/clip.js";
import { t } from "../t.js";
import type { JobServices } from "./jobServices.js";
import { pickConfig } from "./pickConfig.js";

/** Launches a job's configuration again, as a new run that goes on from the old one's last checkpoint. */
export async function relaunchJob({ launchFlow }: JobServices, job: JobView): Promise<void> {
  const known = job.configFile !== null && existsSync(job.configFile) ? job.configFile : null;
  if (known === null) {
    const name = clip(job.name, 80);
    void vscode.window.showInformationMessage(t("The configuration of {0} is not on this machine: choose one.", name));
  }
  const file = known ?? (await pickConfig(null));
  if (file !== null) await launchFlow.launch(file, job);
}
