import * as vscode from "vscode";
import type { ListedOwnReward } from "../../protocol/reward/ownRewardApi.js";
import { t } from "../t.js";

/** The id of a new own reward, from the name of its file; another number where it is taken. */
function idOf(file: string, taken: readonly string[]): string {
  const name = file.replace(/^.*[/\\]/, "").replace(/\.py$/, "");
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  const base = `own-${plain}`.slice(0, 36).replace(/-+$/, "");
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${String(n)}`;
    if (!taken.includes(id)) return id;
  }
}

/** Asks for a Python file and writes it into the settings. Its function is verl's `compute_score` until somebody names another. */
async function addFile(known: readonly ListedOwnReward[]): Promise<string | undefined> {
  const filters = { Python: ["py"] };
  const [chosen] = (await vscode.window.showOpenDialog({ filters, title: t("A file with compute_score") })) ?? [];
  if (chosen === undefined) return undefined;
  const same = known.find(({ reward }) => reward.file === chosen.fsPath);
  if (same !== undefined) return same.reward.id;
  const id = idOf(
    chosen.fsPath,
    known.map(({ reward }) => reward.id),
  );
  const settings = vscode.workspace.getConfiguration("loupe");
  const { globalValue, workspaceValue } = settings.inspect<unknown[]>("ownRewards") ?? {};
  const isOfWorkspace = workspaceValue !== undefined;
  const before = (isOfWorkspace ? workspaceValue : globalValue) ?? [];
  const target = isOfWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await settings.update("ownRewards", [...before, { id, file: chosen.fsPath }], target);
  return id;
}

/**
 * The own reward that is meant: the only one, one that is picked, or a file that is chosen and written into the settings;
 * `list` reads them anew. Undefined when the person chose none.
 */
export async function pickOwnReward(
  list: () => Promise<readonly ListedOwnReward[]>,
): Promise<ListedOwnReward | undefined> {
  const known = await list();
  const items = [
    ...known.map(one => ({ label: one.reward.name ?? one.reward.id, description: one.reward.file, one })),
    { label: `$(add) ${t("Choose a Python file …")}`, description: "", one: null },
  ];
  const title = t("Score with which own code?");
  const chosen = known.length === 0 ? { one: null } : await vscode.window.showQuickPick(items, { title });
  if (chosen === undefined) return undefined;
  if (chosen.one !== null) return chosen.one;
  const id = await addFile(known);
  return id === undefined ? undefined : (await list()).find(({ reward }) => reward.id === id);
}
