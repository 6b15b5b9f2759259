import { join } from "node:path";
import * as vscode from "vscode";
import * as z from "zod";
import { exportTargets, type ExportTarget } from "../../core/benchmark/export/exportOptions.js";
import { productVersion } from "../productVersion.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import type { BenchmarkServices } from "./benchmarkServices.js";
import { failureWords } from "./failureWords.js";
import { requireTrustForBenchmark } from "./requireTrustForBenchmark.js";
import { targetBenchmark } from "./targetBenchmark.js";
import { tellNotDone, tellOutcome } from "./tellOutcome.js";

const argumentSchema = z.looseObject({ to: z.enum(exportTargets), out: z.string(), acceptedOnly: z.boolean() });
interface Asked {
  readonly to: ExportTarget;
  readonly out: string;
  readonly acceptedOnly: boolean;
}

const targetWords = (): Readonly<Record<ExportTarget, string>> => ({
  verl: t("Parquet for reinforcement learning with verl"),
  llamafactory: t("conversations for supervised fine-tuning with LLaMA-Factory"),
  vlmevalkit: t("a table for VLMEvalKit"),
  "lmms-eval": t("a task for lmms-eval"),
  jsonl: t("the questions and pages themselves"),
});

async function askTarget(): Promise<ExportTarget | null> {
  const words = targetWords();
  const items = exportTargets.map(to => ({ label: to, description: words[to], to }));
  return (await vscode.window.showQuickPick(items, { title: t("Export the benchmark for what?") }))?.to ?? null;
}

async function askAccepted(): Promise<boolean | null> {
  const items = [
    { label: t("All but the rejected questions"), acceptedOnly: false },
    { label: t("Only questions that somebody accepted or edited"), acceptedOnly: true },
  ];
  return (await vscode.window.showQuickPick(items, { title: t("Which questions?") }))?.acceptedOnly ?? null;
}

async function askOut(folder: string, to: ExportTarget): Promise<string | null> {
  const own = join(folder, "exports", to);
  const items = [
    { label: join("exports", to), description: t("in the benchmark’s folder"), out: own },
    { label: t("Another folder…"), out: null },
  ];
  const title = t("Where does the export go?");
  const chosen = await vscode.window.showQuickPick(items, { title });
  if (chosen?.out !== null) return chosen?.out ?? null;
  const picked = await vscode.window.showOpenDialog({ title, canSelectFolders: true, canSelectFiles: false });
  return picked?.[0]?.fsPath ?? null;
}

async function ask(folder: string): Promise<Asked | null> {
  const to = await askTarget();
  const acceptedOnly = to === null ? null : await askAccepted();
  const out = to === null || acceptedOnly === null ? null : await askOut(folder, to);
  return to === null || acceptedOnly === null || out === null ? null : { to, acceptedOnly, out };
}

/** Writes a benchmark in the form of a trainer or an evaluation harness. The argument may say all of it. */
export async function exportCommand(services: BenchmarkServices, argument: unknown): Promise<void> {
  if (!(await requireTrustForBenchmark())) return;
  const folder = await targetBenchmark(services, argument);
  const asked = folder === null ? null : (argumentSchema.safeParse(argument).data ?? (await ask(folder)));
  if (folder === null || asked === null) return;
  const { to, acceptedOnly, out } = asked;
  const version = productVersion(services.extension);
  const { thread, trainerFolder } = services;
  const result = await thread.withProgress(t("Exporting to {0}", to), client =>
    client.export({ folder, out, version, trainerFolder, asked: { to, acceptedOnly } }),
  );
  if (result.kind !== "exported") {
    tellNotDone(services, failureWords.export(result, t));
    return;
  }
  const counts = Object.values(result.manifest.counts).flatMap(bySplit => Object.values(bySplit));
  const questions = counts.reduce((sum, count) => sum + count, 0);
  const left = result.manifest.left_out.length;
  const done = t("{0} questions were exported to {1}.", formatCount(questions), result.out);
  const sentence = left === 0 ? done : `${done} ${t("{0} were left out, see manifest.json.", formatCount(left))}`;
  const manifest = vscode.Uri.file(join(result.out, "manifest.json"));
  tellOutcome(services, sentence, [{ label: t("Show Manifest"), act: () => vscode.window.showTextDocument(manifest) }]);
}
