import * as vscode from "vscode";
import type { TreeNode } from "../../protocol/treeNode.js";
import { faceOf } from "../tree/faceOf.js";
import { t } from "../t.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";
import { pickFilters } from "./pickFilters.js";
import { pickSort } from "./pickSort.js";

type ListCommand = "loupe.focusRuns" | "loupe.sortBy" | "loupe.filter" | "loupe.clearFilters" | "loupe.refresh";

/** Commands about the list as a whole, or about one node's children. */
export function listCommands(services: CommandServices): CommandHandlers<ListCommand> {
  const { lists, tree, worker, focus, panels } = services;
  return {
    // VS Code makes this command for every view.
    "loupe.focusRuns": () => vscode.commands.executeCommand("loupe.runs.focus"),
    "loupe.sortBy": async argument => {
      const node = await listNode(services, argument);
      if (node === null) {
        vscode.window.setStatusBarMessage(t("Select what to sort: a step, a group or a file."), 4000);
        return;
      }
      await focus.settled(panels.active !== null);
      const order = await pickSort(tree.queryOf(node.id).order, faceOf(node, t).label);
      if (order === undefined) return;
      lists.setOrder(node.id, order);
      tree.refresh([node.id]);
    },
    "loupe.filter": async () => {
      await focus.settled(panels.active !== null);
      const filters = await pickFilters(lists.filters, countFilter(services), error =>
        services.log.error("the filters could not be counted", String(error)),
      );
      if (filters !== undefined) lists.setFilters(filters);
    },
    "loupe.clearFilters": () => lists.clearFilters(),
    "loupe.refresh": async () => {
      worker.revive();
      await (await worker.api()).refresh(null);
      tree.refresh([null]);
    },
  };
}

function countFilter({ worker }: CommandServices): Parameters<typeof pickFilters>[1] {
  return async filter => {
    const api = await worker.api();
    return api.filterCounts({ query: { order: { key: "file", descending: false }, filters: [filter] } });
  };
}

/** The node whose children are to be sorted: the one named or selected, or the nearest above it that has a sorted list. */
async function listNode({ tree, runsView }: CommandServices, argument: unknown): Promise<TreeNode | null> {
  let node = typeof argument === "string" ? await tree.nodeOf(argument) : await runsView.selection();
  const isLeaf = (kind: TreeNode["kind"]) => kind === "rollout" || kind === "zoomCall" || kind === "malformed";
  while (node !== null && isLeaf(node.kind)) node = node.parent === null ? null : await tree.nodeOf(node.parent);
  return node;
}
