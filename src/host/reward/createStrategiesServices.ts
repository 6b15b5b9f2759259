import * as vscode from "vscode";
import type { RunsWorker } from "../runsWorker.js";
import type { ShowFailure } from "../showFailure.js";
import type { RolloutPanels } from "../view/rolloutPanels.js";
import type { ViewServices } from "../view/viewServices.js";
import type { RunAlarms } from "./runAlarms.js";
import type { RewardDocuments } from "./rewardDocuments.js";
import type { StrategiesServices } from "./strategiesServices.js";
import { t } from "../t.js";

/** The parts of the host that the strategies view is given. */
interface Parts {
  readonly extension: vscode.Extension<unknown>;
  readonly worker: RunsWorker;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly panels: RolloutPanels;
  readonly viewServices: ViewServices;
  readonly rewardDocuments: RewardDocuments;
  readonly alarms: RunAlarms;
}

/** What the strategies view may ask of the rest of the host. */
export function createStrategiesServices(parts: Parts): StrategiesServices {
  const { extension, worker, log, showFailure, panels, viewServices, rewardDocuments, alarms } = parts;
  return {
    ...{ extension, worker, log, showFailure, rewardDocuments },
    noteAlarms: (set, found) => alarms.note(set, found),
    openBeside: ref => panels.openBeside(ref),
    addDataset: () => viewServices.addDataset(),
    openMetrics: () => {
      vscode.commands
        .executeCommand("loupe.openCurves")
        .then(undefined, (error: unknown) => showFailure(t("The curves could not be read."), error));
    },
  };
}
