import * as vscode from "vscode";

const scheme = "loupe-plan";
/** More than a person has open; older ones are forgotten. */
const most = 400;

/** Texts of plans as documents that cannot be edited. */
export class PlanDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  private next = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.query) ?? "";
  }

  /** A document of its own for each call: what was shown once does not change. */
  add(side: "last" | "next", path: string, text: string): vscode.Uri {
    const query = `${side}-${this.next++}`;
    this.texts.set(query, text);
    for (const key of [...this.texts.keys()].slice(0, Math.max(0, this.texts.size - most))) this.texts.delete(key);
    return vscode.Uri.from({ scheme, path: `/${path}`, query });
  }

  dispose(): void {
    this.registration.dispose();
  }
}
