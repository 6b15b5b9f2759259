import type * as vscode from "vscode";

/** A file that is open as rows. It holds nothing: the thread that reads it is told when nobody looks any more. */
export class LinesDocument implements vscode.CustomDocument {
  readonly uri: vscode.Uri;
  private readonly close: () => void;

  constructor(uri: vscode.Uri, close: () => void) {
    this.uri = uri;
    this.close = close;
  }

  dispose(): void {
    this.close();
  }
}
