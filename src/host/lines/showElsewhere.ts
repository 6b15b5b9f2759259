import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { t } from "../t.js";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const asHtml = (text: string) => text.replace(/[&<>"]/g, letter => escapes[letter] ?? letter);

/** One sentence and one button; nothing of the file is in it. */
function page(nonce: string): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`;
  const sentence = t("Only files on a disk are shown as rows, and this one is not on one.");
  return `<!DOCTYPE html>
<html lang="${asHtml(vscode.env.language)}">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <title>Rollout Loupe</title>
    <style nonce="${nonce}">
      button {
        padding: 4px 11px;
        border: 1px solid var(--vscode-button-border, transparent);
        border-radius: 2px;
        color: var(--vscode-button-foreground);
        background: var(--vscode-button-background);
        font: inherit;
      }
      button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
    </style>
  </head>
  <body>
    <p>${asHtml(sentence)}</p>
    <button type="button">${asHtml(t("Open as Text"))}</button>
    <script nonce="${nonce}">
      const host = acquireVsCodeApi();
      document.querySelector("button").addEventListener("click", () => host.postMessage("text"));
    </script>
  </body>
</html>`;
}

/** Says in the place of rows why there are none, with the way to the text, which VS Code reads from wherever it is. */
export function showElsewhere(panel: vscode.WebviewPanel, uri: vscode.Uri, log: vscode.LogOutputChannel): void {
  const listening = panel.webview.onDidReceiveMessage((message: unknown) => {
    if (message !== "text") return;
    vscode.commands
      .executeCommand("vscode.openWith", uri, "default")
      .then(undefined, (error: unknown) => log.error("a file was not opened as text", String(error)));
  });
  panel.onDidDispose(() => void listening.dispose());
  panel.webview.options = { enableScripts: true, localResourceRoots: [] };
  panel.webview.html = page(randomBytes(16).toString("hex"));
}
