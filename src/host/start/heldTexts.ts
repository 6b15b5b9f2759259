import * as vscode from "vscode";
import { openTexts } from "../openTexts.js";
import type { TextOf } from "../textFiles.js";

/** Read-only documents that are there before the product: who reads one wakes it, and the product says what stands in it. */
export class HeldTexts implements vscode.Disposable {
  private shown: TextOf | null = null;
  private readonly files: vscode.Disposable;

  constructor(scheme: string, wake: () => Promise<void>) {
    this.files = openTexts(scheme, async uri => {
      if (this.shown === null) await wake();
      if (this.shown === null) throw vscode.FileSystemError.Unavailable(uri);
      return this.shown(uri);
    });
  }

  /** Gives these documents their text from now on. */
  show(textOf: TextOf): vscode.Disposable {
    this.shown = textOf;
    return new vscode.Disposable(() => (this.shown = null));
  }

  dispose(): void {
    this.files.dispose();
  }
}
