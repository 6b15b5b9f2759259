import { join } from "node:path";
import * as vscode from "vscode";
import type { TestApi } from "../../src/host/testApi.js";
import type { TreeNode } from "../../src/protocol/treeNode.js";
import { openedWindow } from "./openedWindow.js";
import { MadeUpRun } from "./madeUpRun.js";
import { until } from "../until.js";

/** The activated extension, a run in the opened folder, and ways of finding items in the tree. */
export interface OpenedProduct {
  readonly api: TestApi;
  readonly run: MadeUpRun;
  /** The first node below the run for which `is` holds, found as the tree finds it; null when there is none. */
  readonly find: (is: (node: TreeNode) => boolean) => Promise<TreeNode | null>;
}

/** Activates the extension on a run of its own name, with one step of two groups. */
export async function openProduct(name: string): Promise<OpenedProduct> {
  const { api, root } = await openedWindow();
  const run = new MadeUpRun(join(root, name));
  run.writeStep(1);
  await vscode.commands.executeCommand("loupe.runs.focus");
  const find = (is: (node: TreeNode) => boolean) => findBelow(api, run.folder, is);
  await until("the first step", () => find(node => node.kind === "step" && node.step === 1));
  return { api, run, find };
}

async function findBelow(api: TestApi, folder: string, is: (node: TreeNode) => boolean): Promise<TreeNode | null> {
  const search = async (id: string | undefined): Promise<TreeNode | null> => {
    for (const child of await api.tree.getChildren(id)) {
      const node = await api.tree.nodeOf(child);
      if (node === null || (node.kind === "run" && node.path !== folder)) continue;
      if (is(node)) return node;
      const below = node.hasChildren ? await search(child) : null;
      if (below !== null) return below;
    }
    return null;
  };
  return search(undefined);
}
