import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import type { JsonObject } from "../../core/dataset/jsonObject.js";
import { editColumns } from "../../core/dataset/editColumns.js";
import { proposeColumns, type MappedRole, type ProposedColumn } from "../../core/rollout/proposeColumns.js";
import { sampleColumns } from "../../core/rollout/sampleColumns.js";
import { firstRecords } from "../../node/cli/firstRecords.js";
import { t } from "../t.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";
import { mappingWords } from "./mappingWords.js";

type Columns = Readonly<Partial<Record<MappedRole, string | undefined>>>;

interface RolePick extends vscode.QuickPickItem {
  /** Null: the mapping is to be written. */
  readonly role: MappedRole | null;
}

/** Says what the columns of a file of no known format are, from a proposal that a person changes, in the run's loupe.json. */
export const mappingCommands = (services: CommandServices): CommandHandlers<"loupe.proposeMapping"> => ({
  "loupe.proposeMapping": async (argument: unknown) => {
    const node = typeof argument === "string" ? await services.tree.nodeOf(argument) : null;
    const file = node?.kind === "file" ? node.path : null;
    if (file === null)
      vscode.window.setStatusBarMessage(t("Choose a file that is not read in the list of runs."), 4000);
    else await proposeMapping(file);
  },
});

async function proposeMapping(file: string): Promise<void> {
  const records = await firstRecords(file).catch((): readonly JsonObject[] => []);
  if (records.length === 0) {
    void vscode.window.showWarningMessage(t("None of the first lines of this file is a JSON object."));
    return;
  }
  const columns = await askColumns(file, records, proposeColumns(records));
  if (columns === null) return;
  const config = configOf(file);
  const before = await readFile(config, "utf8").catch(() => "");
  await writeFile(config, editColumns(before, columns));
}

/** The nearest loupe.json above the file inside its workspace folder; else one in the file's own folder. */
function configOf(file: string): string {
  const root = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file))?.uri.fsPath;
  for (let folder = dirname(file); root !== undefined; folder = dirname(folder)) {
    if (existsSync(join(folder, "loupe.json"))) return join(folder, "loupe.json");
    if (folder === root || dirname(folder) === folder) break;
  }
  return join(dirname(file), "loupe.json");
}

async function askColumns(
  file: string,
  records: readonly JsonObject[],
  proposed: readonly ProposedColumn[],
): Promise<Columns | null> {
  const columns: Partial<Record<MappedRole, string | undefined>> = Object.fromEntries(
    proposed.map(({ role, column }) => [role, column]),
  );
  for (;;) {
    const picked = await vscode.window.showQuickPick(rolePicks(columns, proposed), {
      title: t("Columns of {0}", vscode.workspace.asRelativePath(file)),
      placeHolder: t("Choose a role to change its column, or write the mapping into {0}", configOf(file)),
      ignoreFocusOut: true,
    });
    if (picked === undefined) return null;
    if (picked.role === null) return columns;
    const column = await askColumn(picked.role, records);
    if (column === "") columns[picked.role] = undefined;
    else if (column !== undefined) columns[picked.role] = column;
  }
}

function rolePicks(columns: Columns, proposed: readonly ProposedColumn[]): readonly RolePick[] {
  const roles = Object.entries(mappingWords.roles(t)).map(([role, label]): RolePick => {
    const own = columns[role as MappedRole];
    const reason = proposed.find(one => one.role === role && one.column === own)?.reason;
    return {
      role: role as MappedRole,
      label,
      description: own ?? t("none"),
      ...(reason === undefined ? {} : { detail: mappingWords.reason(reason, t) }),
    };
  });
  const write: RolePick = { role: null, label: `$(check) ${t("Write the mapping")}` };
  return columns.response === undefined ? roles : [write, ...roles];
}

/** Empty: the role has no column. Undefined: nothing was chosen. */
async function askColumn(role: MappedRole, records: readonly JsonObject[]): Promise<string | undefined> {
  const shown = (value: unknown) => JSON.stringify(value ?? null).slice(0, 80);
  const none = { label: t("none"), path: "" };
  const picks = sampleColumns(records).map(({ path, values }) => ({
    label: path,
    path,
    description: shown(values[0]),
  }));
  const picked = await vscode.window.showQuickPick([none, ...picks], {
    title: mappingWords.roles(t)[role],
    ignoreFocusOut: true,
  });
  return picked?.path;
}
