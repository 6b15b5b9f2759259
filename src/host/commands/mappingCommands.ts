import { basename } from "node:path";
import * as vscode from "vscode";
import type { JsonObject } from "../../core/dataset/jsonObject.js";
import type { ConfigProblem } from "../../core/dataset/loupeConfig.js";
import { proposeColumns, type MappedRole, type ProposedColumn } from "../../core/rollout/proposeColumns.js";
import { sampleColumns } from "../../core/rollout/sampleColumns.js";
import { firstRecords } from "../../node/dataset/firstRecords.js";
import { loupeFileFor } from "../../node/dataset/loupeFileFor.js";
import { writeColumns } from "../../node/dataset/writeColumns.js";
import type { ReadFailure } from "../../node/index/readFailure.js";
import { unreadReason } from "../../node/index/unreadReason.js";
import { configProblem } from "../../node/runs/configProblem.js";
import { unreadProblem } from "../../node/runs/unreadProblem.js";
import { problemSentence } from "../tree/problemSentence.js";
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
    else await proposeMapping(file, services.settings.forRuns().roots);
  },
});

async function proposeMapping(file: string, roots: readonly string[]): Promise<void> {
  const read = await firstRecords(file);
  if (read.kind === "failed") {
    warn(t("{0} cannot be read: {1}", basename(file), reasonOf(read.failure)));
    return;
  }
  const { records } = read;
  if (records.length === 0) {
    warn(t("None of the first lines of this file is a JSON object."));
    return;
  }
  const config = loupeFileFor(file, roots);
  const columns = await askColumns(file, config, records, proposeColumns(records));
  if (columns !== null) await write(config, columns);
}

const warn = (sentence: string) => void vscode.window.showWarningMessage(sentence);
const reasonOf = (failure: ReadFailure) =>
  failure.kind === "unreadable" ? failure.message : problemSentence(unreadProblem(unreadReason(failure)), t);

async function write(config: string, columns: Columns): Promise<void> {
  const written = await writeColumns(config, columns);
  if (written.kind === "unread") warn(t("{0} cannot be read: {1}", config, reasonOf(written.failure)));
  else if (written.kind === "unwritten") warn(t("{0} cannot be written: {1}", config, reasonOf(written.failure)));
  else if (written.kind === "broken") await offerToOpen(config, written.problem);
}

/** A file that a person has to mend first: opened where it is wrong, as far as that is known. */
async function offerToOpen(config: string, problem: ConfigProblem): Promise<void> {
  const open = t("Open File");
  const sentence = t("The mapping was not written: {0}.", problemSentence(configProblem(problem), t));
  if ((await vscode.window.showWarningMessage(sentence, open)) !== open) return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(config));
  const at = document.positionAt(problem.code === "not-json" ? problem.at : 0);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
}

async function askColumns(
  file: string,
  config: string,
  records: readonly JsonObject[],
  proposed: readonly ProposedColumn[],
): Promise<Columns | null> {
  const columns: Partial<Record<MappedRole, string | undefined>> = Object.fromEntries(
    proposed.map(({ role, column }) => [role, column]),
  );
  for (;;) {
    const picked = await vscode.window.showQuickPick(rolePicks(columns, proposed), {
      title: t("Columns of {0}", vscode.workspace.asRelativePath(file)),
      placeHolder: t("Choose a role to change its column, or write the mapping into {0}", config),
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
