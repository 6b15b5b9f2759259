import * as vscode from "vscode";
import { writeNodeId } from "../../node/runs/nodeId.js";
import type { AuditedRow } from "../../protocol/reward/auditApi.js";
import { linesAtOffsets } from "../linesAtOffsets.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import { auditEntries, type AuditEntry, type ListedAudit } from "./auditEntries.js";
import { differenceSentence } from "./differenceSentence.js";

/** Differing rollouts as entries of Problems, each at its line of the dump. */
export class AuditProblems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("loupe-audit");
  private latest = 0;

  /** Lists what the audits found in place of what was listed before; of several calls the last one counts. */
  async show(audits: readonly ListedAudit[]): Promise<void> {
    const mine = ++this.latest;
    const files = [...auditEntries(audits)];
    const made = await Promise.all(
      files.map(async ([file, entries]) => [vscode.Uri.file(file), await diagnosticsOf(file, entries)] as const),
    );
    if (mine !== this.latest) return;
    this.collection.clear();
    this.collection.set(made.map(([uri, diagnostics]) => [uri, diagnostics]));
  }

  dispose(): void {
    this.latest++;
    this.collection.dispose();
  }
}

async function diagnosticsOf(file: string, entries: readonly AuditEntry[]): Promise<vscode.Diagnostic[]> {
  const lines = await linesAtOffsets(
    file,
    entries.map(({ row }) => row.byteOffset),
  );
  return entries.map((entry, i) => diagnosticOf(entry, lines[i] ?? 0));
}

function diagnosticOf(entry: AuditEntry, line: number): vscode.Diagnostic {
  const isRest = entry.kind === "rest";
  const sentence = isRest
    ? t("{0} more rollouts differ from their reward rule.", formatCount(entry.rollouts))
    : differenceSentence(entry.row);
  const severity = isRest ? vscode.DiagnosticSeverity.Information : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(new vscode.Range(line, 0, line, 1), sentence, severity);
  diagnostic.source = "Rollout Loupe";
  diagnostic.code = isRest
    ? { value: t("Show differing rollouts"), target: vscode.Uri.parse("command:loupe.showDiffering") }
    : { value: t("Open rollout"), target: openRow(entry.row) };
  return diagnostic;
}

function openRow({ ref }: AuditedRow): vscode.Uri {
  const id = writeNodeId(["row", ref.file, ref.row]);
  return vscode.Uri.parse(`command:loupe.openRollout?${encodeURIComponent(JSON.stringify([id]))}`);
}
