import * as vscode from "vscode";
import type { RolloutRef } from "../protocol/rolloutRef.js";
import { indentedJson } from "./indentedJson.js";
import type { OpenTexts } from "./openTexts.js";
import { rowDocument } from "./rowDocument.js";
import type { RunsWorker } from "./runsWorker.js";
import { t } from "./t.js";
import { trajectoryText } from "./trajectoryText.js";

const scheme = "loupe-row";

/** The name of a row's document without what tells its language. */
const nameOf = (ref: RolloutRef) =>
  rowDocument
    .write("trajectory", ref)
    .path.slice(1)
    .replace(/\.[\w-]+$/, "");

/** Read-only documents of single rows, made when they are opened and never written to disk. */
export class RowDocuments implements vscode.Disposable {
  private readonly worker: RunsWorker;
  private readonly registration: vscode.Disposable;

  constructor(worker: RunsWorker, open: OpenTexts) {
    this.worker = worker;
    this.registration = open(scheme, uri => this.textOf(uri));
  }

  /** A sentence for what is gone; rejects when the worker cannot be asked. */
  private async textOf(uri: vscode.Uri): Promise<string> {
    const parsed = rowDocument.read(uri.query);
    if (parsed === null) return t("There is no such row.");
    const { kind, ref } = parsed;
    const api = await this.worker.api();
    if (kind === "trajectory") return trajectoryText(await api.open({ ref }), t);
    const raw = await api.raw({ ref });
    if (raw === null) return t("This row is gone.");
    // A cut text is no JSON any more; it ends with an ellipsis that says so.
    if (raw.isCut) return `${raw.text}…`;
    return kind === "json" ? indentedJson(raw.text) : raw.text;
  }

  /** Opens such a document in the editor. */
  async show(kind: Parameters<typeof rowDocument.write>[0], ref: RolloutRef): Promise<void> {
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.from({ scheme, ...rowDocument.write(kind, ref) }),
    );
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** Shows two rows in the diff editor, under a title of its own or their names. */
  async diff(
    kind: Parameters<typeof rowDocument.write>[0],
    left: RolloutRef,
    right: RolloutRef,
    title: string = t("Responses: {0} ↔ {1}", nameOf(left), nameOf(right)),
  ): Promise<void> {
    const uri = (ref: RolloutRef) => vscode.Uri.from({ scheme, ...rowDocument.write(kind, ref) });
    await vscode.commands.executeCommand("vscode.diff", uri(left), uri(right), title, { preview: true });
  }

  dispose(): void {
    this.registration.dispose();
  }
}
