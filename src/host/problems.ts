import * as vscode from "vscode";
import type { MalformedFile, RunsEvent } from "../protocol/runsApi.js";
import type { RunsWorker } from "./runsWorker.js";
import { formatCount } from "./tree/formatCount.js";
import { problemSentence } from "./tree/problemSentence.js";
import { t } from "./t.js";

/** Entries listed per file; a note says how many more there are. */
const maxPerFile = 100;
/** How long after a change the malformed rows are asked for again. */
const waitMilliseconds = 1000;

/** The malformed rows as entries of Problems, taken away when they heal. Never a notification. */
export class Problems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("loupe");
  private timer: ReturnType<typeof setTimeout> | null = null;
  private listed = "[]";
  private readonly worker: RunsWorker;
  private readonly log: vscode.LogOutputChannel;

  constructor(worker: RunsWorker, log: vscode.LogOutputChannel) {
    this.worker = worker;
    this.log = log;
  }

  take(event: RunsEvent): void {
    if (event.kind !== "changed" || this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.list().catch((error: unknown) => this.log.error("the malformed rows could not be listed", String(error)));
    }, waitMilliseconds);
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.collection.dispose();
  }

  private async list(): Promise<void> {
    const files = await (await this.worker.api()).malformed({ limit: maxPerFile });
    const text = JSON.stringify(files);
    if (text === this.listed) return;
    this.listed = text;
    this.collection.clear();
    for (const file of files) this.collection.set(vscode.Uri.file(file.path), diagnosticsOf(file));
  }
}

function diagnosticsOf({ rows, total }: MalformedFile): vscode.Diagnostic[] {
  const listed = rows.map(({ row, byteOffset, reason }) => {
    const sentence = t("Malformed row {0} at byte {1}: {2}", row, formatCount(byteOffset), problemSentence(reason, t));
    return warning(row, sentence);
  });
  const more = total - rows.length;
  if (more <= 0) return listed;
  const last = rows.at(-1)?.row ?? 0;
  return [...listed, warning(last, t("{0} more malformed rows in this file are not listed.", formatCount(more)))];
}

/** Rows are lines, except behind empty lines: there the byte in the sentence is what counts. */
function warning(row: number, sentence: string): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(row, 0, row, 1),
    sentence,
    vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = "Rollout Loupe";
  return diagnostic;
}
