import * as vscode from "vscode";

/** The moving line below a view's title, shown for as long as something goes on. */
export class ViewProgress implements vscode.Disposable {
  private end: (() => void) | null = null;
  private readonly viewId: string;

  constructor(viewId: string) {
    this.viewId = viewId;
  }

  show(isGoing: boolean): void {
    if (isGoing === (this.end !== null)) return;
    if (!isGoing) {
      this.dispose();
      return;
    }
    const going = new Promise<void>(resolve => (this.end = resolve));
    void vscode.window.withProgress({ location: { viewId: this.viewId } }, () => going);
  }

  dispose(): void {
    this.end?.();
    this.end = null;
  }
}
