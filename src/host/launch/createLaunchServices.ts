import type * as vscode from "vscode";
import { isHostName } from "../../core/launch/hostName.js";
import { readStrategies } from "../../core/reward/readStrategies.js";
import type { LaunchedFiles } from "../../node/launch/launchedFiles.js";
import { askSecret } from "../jobs/askSecret.js";
import type { JobServices } from "../jobs/jobServices.js";
import { jobSettings } from "../jobs/jobSettings.js";
import type { LaunchPreparation } from "../jobs/launchPreparation.js";
import { openSshTerminal } from "../jobs/openSshTerminal.js";
import { pickHost } from "../jobs/pickHost.js";
import type { Settings } from "../settings.js";
import type { ShowFailure } from "../showFailure.js";
import { t } from "../t.js";
import type { LaunchServices } from "./launchServices.js";
import { PlanDocuments } from "./planDocuments.js";
import { strategyChoices } from "./strategyChoices.js";

interface Parts {
  readonly extension: vscode.Extension<unknown>;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly settings: Settings;
  readonly jobParts: Pick<JobServices, "jobs" | "launchFlow" | "secrets">;
  readonly preparation: LaunchPreparation;
  readonly launched: LaunchedFiles;
}

/** What the form of a run configuration may ask of the rest of the host. */
export function createLaunchServices(parts: Parts): LaunchServices {
  const { extension, log, showFailure, settings, preparation, launched } = parts;
  const { jobs, launchFlow, secrets } = parts.jobParts;
  const hosts = async () => [...new Set([...(await jobs.hosts()), ...jobSettings.hosts().filter(isHostName)])];
  return {
    ...{ extension, log, showFailure, launched, documents: new PlanDocuments() },
    prepare: (file, text, isCounted) => preparation.prepare(file, { text, isCounted, resumeFrom: null }),
    hosts,
    strategies: () => strategyChoices(readStrategies(settings.forRuns().strategies ?? []).strategies, t),
    secretNames: () => secrets.names(),
    setSecret: async name => {
      await askSecret(name, secrets);
    },
    look: draft => launchFlow.look(draft),
    launch: async file => {
      await launchFlow.launch(file);
    },
    openTerminal: host => openSshTerminal(host),
    chooseHost: async () => pickHost(await hosts(), t("Which host?")),
  };
}
