import * as vscode from "vscode";
import type { OwnRewards } from "../reward/ownRewards.js";
import { ownRewardTarget } from "../reward/ownRewardTarget.js";
import { pickOwnReward } from "../reward/pickOwnReward.js";
import { problemSentence } from "../tree/problemSentence.js";
import { t } from "../t.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";
import { targetRow } from "./targetRow.js";

type Services = Pick<CommandServices, "tree" | "runsView" | "worker" | "panels" | "log"> & {
  readonly ownRewards: OwnRewards;
};

/**
 * The command that scores rollouts with somebody's own code: those of the item it is given, of the selected one, or the
 * group of the rollout on show. The second argument may name the own reward, which is picked otherwise.
 */
export function ownRewardCommands(services: Services): CommandHandlers<"loupe.scoreWithOwnCode"> {
  const { tree, runsView, worker, log, ownRewards } = services;
  return {
    "loupe.scoreWithOwnCode": async (argument, named) => {
      if (!vscode.workspace.isTrusted) {
        vscode.window.setStatusBarMessage(t("Own reward code runs in trusted folders alone."), 6000);
        return null;
      }
      const node = typeof argument === "string" ? await tree.nodeOf(argument) : await runsView.selection();
      const target = await ownRewardTarget(node, (await targetRow(services, argument))?.ref ?? null, services);
      if (target === null) {
        vscode.window.setStatusBarMessage(t("No rollouts are selected."), 4000);
        return null;
      }
      const list = async () => {
        // A setting that was just written is not there before the worker took it.
        await worker.configure();
        const { rewards, problems } = await (await worker.api()).ownRewards({ run: target.run });
        for (const problem of problems) log.warn("own code", problemSentence(problem, t));
        return rewards;
      };
      const isNamed = typeof named === "string";
      const chosen = isNamed ? (await list()).find(({ reward }) => reward.id === named) : await pickOwnReward(list);
      return chosen === undefined ? null : ownRewards.run(chosen, target);
    },
  };
}
