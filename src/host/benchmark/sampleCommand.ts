import { join } from "node:path";
import * as vscode from "vscode";
import * as z from "zod";
import { freePath } from "../simulate/freePath.js";
import { t } from "../t.js";
import type { BenchmarkServices } from "./benchmarkServices.js";
import { failureWords } from "./failureWords.js";
import { requireTrustForBenchmark } from "./requireTrustForBenchmark.js";
import { tellNotDone } from "./tellOutcome.js";
import { workspaceFolder } from "./workspaceFolder.js";

const samplePages = 24;
const argumentSchema = z.object({ out: z.string(), folder: z.string(), pages: z.int().min(1).max(500) });

async function ask(): Promise<z.infer<typeof argumentSchema> | null> {
  const root = workspaceFolder();
  const title = t("Folder in which the sample is made");
  const parent =
    root?.fsPath ??
    (await vscode.window.showOpenDialog({ title, canSelectFolders: true, canSelectFiles: false }))?.[0]?.fsPath;
  if (parent === undefined) return null;
  const out = freePath(parent, "made-up-comics");
  return { out, folder: freePath(parent, "benchmark"), pages: samplePages };
}

/**
 * Draws made-up comics, annotated as AI4VA is, and makes a benchmark of them with the mapping that they come with. The
 * argument may say where to and how many pages.
 */
export async function sampleCommand(services: BenchmarkServices, argument: unknown): Promise<void> {
  if (!(await requireTrustForBenchmark())) return;
  const asked = argumentSchema.safeParse(argument).data ?? (await ask());
  if (asked === null) return;
  const { out, folder, pages } = asked;
  const { glyphsFile, thread } = services;
  const result = await thread.withProgress(t("Drawing made-up comics"), client =>
    client.sample({ out, pages, seed: 1, glyphsFile }),
  );
  if (result.kind !== "written") {
    tellNotDone(services, failureWords.sample(result, t));
    return;
  }
  await vscode.workspace.fs.createDirectory(vscode.Uri.file(folder));
  const [from, to] = [join(out, "mapping.json"), join(folder, "mapping.json")].map(path => vscode.Uri.file(path));
  if (from !== undefined && to !== undefined) await vscode.workspace.fs.copy(from, to, { overwrite: false });
  await vscode.commands.executeCommand("loupe.importAnnotated", { sources: [out], folder });
  await vscode.commands.executeCommand("loupe.buildQuestions", { folder });
}
