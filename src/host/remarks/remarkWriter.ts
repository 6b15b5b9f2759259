import * as vscode from "vscode";
import { notesFile } from "../../core/notes/notesFile.js";
import type { RemarkChange, RemarkOutcome } from "../../protocol/remarks/remarksApi.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { RunsWorker } from "../runsWorker.js";
import { t } from "../t.js";

/** Writes down what a person says of rollouts, and tells what could not be: of each folder once, the rest in the log. */
export class RemarkWriter {
  private readonly told = new Set<string>();
  private readonly worker: RunsWorker;
  private readonly log: vscode.LogOutputChannel;

  constructor(worker: RunsWorker, log: vscode.LogOutputChannel) {
    this.worker = worker;
    this.log = log;
  }

  /** True when it is on disk. */
  async write(ref: RolloutRef, change: RemarkChange): Promise<boolean> {
    return this.tell(await (await this.worker.api()).remark({ ref, change }));
  }

  /** Tells an outcome that is no success. True for one that is. */
  tell(outcome: RemarkOutcome): boolean {
    if (outcome.kind === "written") return true;
    if (outcome.kind === "no-row") {
      vscode.window.setStatusBarMessage(t("Only rollouts of a run take notes."), 4000);
      return false;
    }
    const { folder, code, message } = outcome;
    this.log.warn("notes not written", folder, code, message);
    const isKnown = this.told.has(`${folder} ${code}`);
    this.told.add(`${folder} ${code}`);
    if (isKnown) vscode.window.setStatusBarMessage(t("The note was not saved."), 4000);
    else vscode.window.showWarningMessage(failureSentence(outcome)).then(undefined, this.onError);
    return false;
  }

  private readonly onError = (error: unknown) => this.log.error("a message was not shown", String(error));
}

function failureSentence({ code, folder, message }: Extract<RemarkOutcome, { kind: "failed" }>): string {
  switch (code) {
    case "read-only":
      return t(
        "Notes are kept in {0} beside the run, and {1} cannot be written to: allow it, or copy the run.",
        notesFile,
        folder,
      );
    case "gone":
      return t("The note was not saved, for the folder of its run is gone: {0}", folder);
    case "full":
      return t("The note was not saved, for the disk of {0} is full: free some space and save it again.", folder);
    case "not-a-file":
      return t(
        "The note was not saved: {0} in {1} is a link or no file. Move it away and save the note again.",
        notesFile,
        folder,
      );
    case "disk":
      return t("The note was not saved in {0} ({1}): save it again.", folder, message);
  }
}
