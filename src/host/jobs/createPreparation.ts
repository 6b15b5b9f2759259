import * as vscode from "vscode";
import { readOwnRewards } from "../../core/reward/ownReward.js";
import { readStrategies } from "../../core/reward/readStrategies.js";
import { judgeHost, neededOf } from "../../node/launch/judgeHost.js";
import { prepareLaunch } from "../../node/launch/prepareLaunch.js";
import type { Settings } from "../settings.js";
import { jobSettings } from "./jobSettings.js";
import type { LaunchPreparation } from "./launchPreparation.js";

/** Plans with the strategies and the run root of the settings. `trainerFolder`, `storage` (of jobs): absolute, here. */
export function createPreparation(settings: Settings, trainerFolder: string, storage: string): LaunchPreparation {
  const strategies = () => readStrategies(settings.forRuns().strategies ?? []).strategies;
  const ownCode = () => readOwnRewards(settings.forRuns().ownRewards ?? []).rewards;
  return {
    prepare: (file, options) => {
      const { isTrusted } = vscode.workspace;
      const known = { strategies: strategies(), ownCode: ownCode() };
      return prepareLaunch(file, { ...options, isTrusted, trainerFolder, storage, ...known });
    },
    needs: draft => neededOf(draft, jobSettings.runRoot()),
    judge: judgeHost,
  };
}
