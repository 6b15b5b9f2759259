import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import type { RolloutRef } from "../protocol/rolloutRef.js";
import { lineAtOffset } from "./lineAtOffset.js";
import type { RowDocuments } from "./rowDocuments.js";
import type { RunsWorker } from "./runsWorker.js";
import { t } from "./t.js";

/** VS Code refuses to hand longer files to extensions. */
const maxBytes = 50 * 1024 * 1024;
const statusMilliseconds = 6000;

/** Opens a row's file at its line; of a file that is too long, a document with that line alone. */
export async function openLine(ref: RolloutRef, worker: RunsWorker, documents: RowDocuments): Promise<void> {
  const api = await worker.api();
  const row = await api.open({ ref });
  const byteOffset = row.kind === "rollout" ? row.source.byteOffset : row.byteOffset;
  const { size } = await stat(ref.file);
  if (size >= maxBytes || byteOffset === null) {
    await documents.show("line", ref);
    vscode.window.setStatusBarMessage(
      t("The file is too long for an editor: this is the one line."),
      statusMilliseconds,
    );
    return;
  }
  const line = await lineAtOffset(ref.file, byteOffset);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(ref.file));
  await vscode.window.showTextDocument(document, { preview: true, selection: new vscode.Range(line, 0, line, 0) });
}
