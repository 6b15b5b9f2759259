import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import * as vscode from "vscode";
import { runConfigSuffix } from "../../core/launch/runConfigSuffix.js";
import { readRunConfig } from "../../core/launch/readRunConfig.js";
import { t } from "../t.js";
import { editConfig } from "../../core/launch/editConfig.js";

interface Example extends vscode.QuickPickItem {
  readonly file: string;
  readonly text: string;
}

/** Each arm of the paper, with what its file says of itself. */
async function examplesIn(folder: string): Promise<readonly Example[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith(runConfigSuffix)).sort();
  const texts = await Promise.all(names.map(name => readFile(join(folder, name), "utf8")));
  return names.flatMap((name, i) => {
    const text = texts[i] ?? "";
    const read = readRunConfig(text);
    if (read.kind === "issues") return [];
    const { config } = read;
    const detail = config.$comment ?? "";
    return [
      {
        label: basename(name, runConfigSuffix),
        description: `${config.method} · ${config.engine}`,
        detail,
        file: name,
        text,
      },
    ];
  });
}

/** The text of a new configuration: the example's under its own name, for the schema that the extension brings. */
function newText(example: Example, name: string): string {
  const named = editConfig(example.text, "name", name);
  return ["$schema", "$comment"].reduce((text, key) => editConfig(text, key, undefined), named);
}

const named = (uri: vscode.Uri) =>
  basename(uri.fsPath)
    .replace(/(\.loupe-run)?\.json$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+|[._-]+$/g, "") || "run";

/** Makes a configuration of one of the paper's arms and opens its form. */
export async function newRunConfig(examples: string): Promise<void> {
  const items = await examplesIn(examples);
  const chosen = await vscode.window.showQuickPick(items, {
    title: t("New Run Configuration"),
    placeHolder: t("Which arm of the paper does it begin with?"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) return;
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const place = folder === undefined ? vscode.Uri.file(chosen.file) : vscode.Uri.joinPath(folder.uri, chosen.file);
  const target = await vscode.window.showSaveDialog({
    defaultUri: place,
    filters: { [t("Run configuration")]: [runConfigSuffix.slice(1)] },
  });
  if (target === undefined) return;
  const file = target.fsPath.endsWith(runConfigSuffix)
    ? target
    : target.with({ path: `${target.path}${runConfigSuffix}` });
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(newText(chosen, named(file))));
  await vscode.commands.executeCommand("vscode.open", file);
}
