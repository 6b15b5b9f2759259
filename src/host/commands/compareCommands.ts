import * as vscode from "vscode";
import { defaultSides } from "../../protocol/reward/defaultSides.js";
import type { TreeNode } from "../../protocol/treeNode.js";
import type { ComparePanels } from "../compare/comparePanels.js";
import { pickSides } from "../compare/pickSides.js";
import { scopeOfNodes } from "../compare/scopeOfNodes.js";
import { t } from "../t.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";

type Services = Pick<CommandServices, "tree" | "runsView" | "worker"> & { readonly compared: ComparePanels };

/** The ids that VS Code hands to a command of a tree: of the item, and of all selected ones where it is among them. */
function idsOf(argument: unknown, all: unknown): readonly string[] {
  const selected = Array.isArray(all) ? all.filter((id): id is string => typeof id === "string") : [];
  if (selected.length > 1) return selected;
  return typeof argument === "string" ? [argument] : [];
}

/**
 * The command that compares checkpoints: the items it is given or the selected ones, a single one standing for its run;
 * without any two sides, those that the person picks.
 */
export function compareCommands(services: Services): CommandHandlers<"loupe.compareCheckpoints"> {
  const { tree, runsView, worker, compared } = services;
  const nodesOf = async (ids: readonly string[]): Promise<readonly TreeNode[]> => {
    const nodes = await Promise.all(ids.map(id => tree.nodeOf(id)));
    return nodes.filter(node => node !== null);
  };
  return {
    "loupe.compareCheckpoints": async (argument, all) => {
      const sources = await (await worker.api()).rewardSources(null);
      const named = idsOf(argument, all);
      let nodes = await nodesOf(named.length > 0 ? named : runsView.view.selection);
      let scope = scopeOfNodes(nodes, sources);
      // A group or a rollout stands for its step, as far up as something can be compared.
      for (let above = nodes[0]?.parent ?? null; scope === null && nodes.length === 1 && above !== null;) {
        nodes = await nodesOf([above]);
        scope = scopeOfNodes(nodes, sources);
        above = nodes[0]?.parent ?? null;
      }
      if (sources.length === 0) vscode.window.setStatusBarMessage(t("There are no rollouts to compare."), 4000);
      else scope ??= (await pickSides(sources, defaultSides(sources, sources[0]?.run ?? ""))) ?? null;
      if (scope !== null) await compared.open(scope);
    },
  };
}
