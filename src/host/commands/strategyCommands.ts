import type { StrategiesPanels } from "../reward/strategiesPanels.js";
import { strategiesScope } from "../reward/strategiesScope.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";

type Services = Pick<CommandServices, "tree" | "runsView" | "worker"> & { readonly strategies: StrategiesPanels };

/** The command that compares strategies: on the item it is given, else on the selected one or the run or step above it. */
export function strategyCommands(services: Services): CommandHandlers<"loupe.openStrategies"> {
  const { tree, runsView, worker, strategies } = services;
  return {
    "loupe.openStrategies": async argument => {
      const sources = await (await worker.api()).rewardSources(null);
      let node = typeof argument === "string" ? await tree.nodeOf(argument) : await runsView.selection();
      let set = node === null ? null : strategiesScope(node, sources);
      while (set === null && node !== null && node.parent !== null) {
        node = await tree.nodeOf(node.parent);
        set = node === null ? null : strategiesScope(node, sources);
      }
      strategies.open(set);
    },
  };
}
