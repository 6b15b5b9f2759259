import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import * as z from "zod";
import { t } from "../t.js";
import { benchmarkNode } from "./benchmarkNode.js";
import type { BenchmarkServices } from "./benchmarkServices.js";

const argumentSchema = z.looseObject({ folder: z.string() });

function named(argument: unknown): string | null {
  if (typeof argument === "string") return benchmarkNode.read(argument)?.folder ?? null;
  if (argument instanceof vscode.Uri) return argument.scheme === "file" ? dirname(argument.fsPath) : null;
  return argumentSchema.safeParse(argument).data?.folder ?? null;
}

/**
 * The benchmark that a command is about: the one that it is given, that of the selected item, the only one, else one that
 * is picked. Null: none was picked, or there is none, which is said.
 */
export async function targetBenchmark(
  { folders, selectedBenchmark }: Pick<BenchmarkServices, "folders" | "selectedBenchmark">,
  argument: unknown,
): Promise<string | null> {
  const given = named(argument) ?? named(selectedBenchmark());
  if (given !== null) return given;
  const known = await folders.all();
  if (known.length === 1) return known[0]?.folder ?? null;
  if (known.length === 0) {
    const importing = t("Import Annotated Comics…");
    const chosen = await vscode.window.showInformationMessage(
      t("There is no benchmark in the opened folder."),
      importing,
    );
    if (chosen === importing) await vscode.commands.executeCommand("loupe.importAnnotated");
    return null;
  }
  const items = known.map(({ folder, name }) => ({ label: name || basename(folder), description: folder, folder }));
  const chosen = await vscode.window.showQuickPick(items, { title: t("Which benchmark?"), matchOnDescription: true });
  return chosen?.folder ?? null;
}
