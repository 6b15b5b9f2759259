import * as vscode from "vscode";

/** Lines may hold what a model or a host wrote: `appendText` escapes them, and nothing in the tooltip is trusted. */
export function plainTooltip(lines: readonly string[]): vscode.MarkdownString | undefined {
  if (lines.length === 0) return undefined;
  const tooltip = new vscode.MarkdownString();
  lines.forEach((line, i) => {
    if (i > 0) tooltip.appendMarkdown("\n\n");
    tooltip.appendText(line);
  });
  return tooltip;
}
