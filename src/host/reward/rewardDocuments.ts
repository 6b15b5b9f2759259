import * as vscode from "vscode";
import type { OpenTexts } from "../openTexts.js";
import type { RunsWorker } from "../runsWorker.js";
import { t } from "../t.js";
import { rewardDocument, type RewardDocumentQuery } from "./rewardDocument.js";
import { rewardText } from "./rewardText.js";

const scheme = "loupe-reward";

/** Read-only documents with one rollout's reward under one strategy, made when they are opened. */
export class RewardDocuments implements vscode.Disposable {
  private readonly worker: RunsWorker;
  private readonly registration: vscode.Disposable;

  constructor(worker: RunsWorker, open: OpenTexts) {
    this.worker = worker;
    this.registration = open(scheme, uri => this.textOf(uri));
  }

  /** A sentence for what is gone; rejects when the worker cannot be asked. */
  private async textOf(uri: vscode.Uri): Promise<string> {
    const query = rewardDocument.read(uri.query);
    if (query === null) return t("There is no such row.");
    const { ref, strategy, estimator } = query;
    const api = await this.worker.api();
    const isLogged = strategy === "logged";
    // The logged side needs no strategy, but a breakdown is always of one.
    const breakdown = await api.breakdown({ ref, strategies: [isLogged ? "rarl" : strategy], estimator });
    if (breakdown === null) return t("This row is gone.");
    return rewardText(breakdown, isLogged ? "logged" : "recomputed", t);
  }

  /** Shows a rollout's reward under two strategies in the diff editor. */
  async diff(before: RewardDocumentQuery, after: RewardDocumentQuery): Promise<void> {
    const uri = (query: RewardDocumentQuery) => vscode.Uri.from({ scheme, ...rewardDocument.write(query) });
    const title = t("Reward of row {0}: {1} ↔ {2}", before.ref.row, sideWords(before), sideWords(after));
    await vscode.commands.executeCommand("vscode.diff", uri(before), uri(after), title, { preview: true });
  }

  dispose(): void {
    this.registration.dispose();
  }
}

const sideWords = ({ strategy }: RewardDocumentQuery) => (strategy === "logged" ? t("as logged") : strategy);
