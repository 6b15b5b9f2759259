import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import { taskKinds } from "../../core/benchmark/taskKinds.js";
import { evaluationStrings } from "../../protocol/evaluation/evaluationStrings.js";
import type { GalleryQuery } from "../../protocol/evaluation/evaluationViewApi.js";
import { t } from "../t.js";
import type { EvaluationDeskThread } from "./evaluationDeskThread.js";
import { resultWords } from "./resultWords.js";

/** Writes the failures that are shown of an evaluation as one HTML file, where the person says. */
export async function exportGallery(desk: EvaluationDeskThread, query: GalleryQuery): Promise<void> {
  const { folder } = query;
  const name = basename(folder);
  const defaultUri = vscode.Uri.file(join(dirname(folder), `failures-${name}.html`));
  const uri = await vscode.window.showSaveDialog({ defaultUri, filters: { HTML: ["html"] } });
  if (uri === undefined) return;
  const say = resultWords();
  const words = {
    title: vscode.l10n.t(evaluationStrings.galleryOf, name),
    said: vscode.l10n.t(evaluationStrings.said),
    nothing: vscode.l10n.t(evaluationStrings.nothingRead),
    noPage: vscode.l10n.t(evaluationStrings.imageMissing),
    tasks: Object.fromEntries(taskKinds.map(task => [task, say[`task_${task}`] ?? task])),
  };
  const text = await desk.ask(client => client.gallery({ query, words }));
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  vscode.window.setStatusBarMessage(t("The failures were written to {0}.", uri.fsPath), 6000);
}
