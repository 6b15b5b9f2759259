import * as path from "node:path";
import * as vscode from "vscode";
import type { Finding } from "../../core/launch/finding.js";
import type { ConfigIssue, LaunchDraft } from "../../node/jobs/launchDraft.js";
import { joinWords } from "../tree/joinWords.js";
import { t } from "../t.js";
import { issueSentence } from "../launch/issueSentence.js";
import { findingSentence } from "./findingSentence.js";

/** A notification has room for so many sentences. */
const mostSentences = 3;

/** Says why a configuration is not launched, each reason in one sentence. Nobody waits until that was read. */
export const launchRefusals = {
  /** Of a configuration that cannot be read. */
  issues(file: string, issues: readonly ConfigIssue[], log: vscode.LogOutputChannel): void {
    const sentences = issues.map(issue => issueSentence(issue, t));
    begin(tell(path.basename(file), file, sentences, issues[0]?.at ?? null), log);
  },
  /** Of findings that forbid it. */
  errors(draft: LaunchDraft, errors: readonly Finding[], log: vscode.LogOutputChannel): void {
    const sentences = errors.map(finding => findingSentence(finding, t));
    begin(tell(draft.config.name, draft.file, sentences, null), log);
  },
} as const;

function begin(telling: Promise<void>, log: vscode.LogOutputChannel): void {
  telling.catch((error: unknown) => log.error("a notification failed", String(error)));
}

async function tell(name: string, file: string, sentences: readonly string[], at: number | null): Promise<void> {
  const more = sentences.length - mostSentences;
  const said = joinWords(
    [
      t("{0} was not launched.", name),
      ...sentences.slice(0, mostSentences),
      more > 0 && (more === 1 ? t("One more is in the log.") : t("{0} more are in the log.", more)),
    ],
    " ",
  );
  const open = t("Open Configuration");
  if ((await vscode.window.showErrorMessage(said, open)) === open) await openAt(file, at);
}

async function openAt(file: string, at: number | null): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  const position = document.positionAt(at ?? 0);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
}
