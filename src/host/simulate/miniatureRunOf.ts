import { basename } from "node:path";
import * as vscode from "vscode";
import type { RunNode } from "../../protocol/treeNode.js";
import { runOfFolder } from "../jobs/runOfFolder.js";
import { t } from "../t.js";
import type { MiniatureLook } from "../../protocol/simulate/miniatureLook.js";
import type { MiniatureServices } from "./miniatureServices.js";

export interface MiniatureRun {
  readonly node: RunNode;
  readonly look: MiniatureLook;
}

interface Item extends vscode.QuickPickItem {
  readonly run: MiniatureRun;
}

/** Every miniature of the tree. */
async function allRuns({ worker, miniatures }: MiniatureServices): Promise<readonly MiniatureRun[]> {
  const query = { order: { key: "file", descending: false }, filters: [] } as const;
  const roots = await (await worker.api()).children({ id: null, query });
  const runs = roots.filter(root => root.kind === "run");
  const looks = await Promise.all(runs.map(async node => ({ node, look: await miniatures.look(node) })));
  return looks.flatMap(({ node, look }) => (look === null ? [] : [{ node, look }]));
}

async function named(services: MiniatureServices, argument: unknown): Promise<MiniatureRun | null> {
  if (typeof argument !== "string") return null;
  const byId = await services.tree.nodeOf(argument);
  const node = byId ?? (await runOfFolder(services.worker, argument));
  if (node?.kind !== "run") return null;
  const look = await services.miniatures.look(node);
  return look === null ? null : { node, look };
}

/** The miniature of a tree item or of a folder, else one that is asked for; null: there is none, of which the person knows. */
export async function miniatureRunOf(
  services: MiniatureServices,
  argument: unknown,
  isWanted: (look: MiniatureLook) => boolean,
  words: { readonly title: string; readonly none: string },
): Promise<MiniatureRun | null> {
  const given = await named(services, argument);
  if (given !== null) return given;
  const runs = (await allRuns(services)).filter(({ look }) => isWanted(look));
  if (runs.length === 0) {
    void vscode.window.showInformationMessage(words.none);
    return null;
  }
  const items = runs.map((run): Item => {
    const { name, path, latestStep } = run.node;
    const description = t("step {0} of {1}", latestStep ?? 0, run.look.steps);
    return { label: name === "" ? basename(path) : name, description, detail: path, run };
  });
  const chosen = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title: words.title });
  return chosen?.run ?? null;
}
