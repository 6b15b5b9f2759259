import * as vscode from "vscode";

/**
 * Entries of Problems carry their way on as the link of their code; as a quick fix the keyboard reaches it too. Only for
 * ".jsonl" files that VS Code hands to extensions, which are those below 50 MB.
 */
export function registerAuditActions(): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (_document, _range, { diagnostics }) =>
      diagnostics.flatMap(diagnostic => actionOf(diagnostic) ?? []),
  };
  const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
  return vscode.languages.registerCodeActionsProvider({ pattern: "**/*.jsonl" }, provider, kinds);
}

function actionOf(diagnostic: vscode.Diagnostic): vscode.CodeAction | null {
  const { code, source } = diagnostic;
  if (source !== "Rollout Loupe" || typeof code !== "object" || code.target.scheme !== "command") return null;
  const title = String(code.value);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  const { path, query } = code.target;
  const given: unknown = query === "" ? [] : JSON.parse(query);
  action.command = { command: path, title, arguments: Array.isArray(given) ? given : [] };
  return action;
}
