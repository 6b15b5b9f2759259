import * as vscode from "vscode";
import { OpenViews } from "../view/openViews.js";
import { LinesDocument } from "./linesDocument.js";
import { LinesPanel } from "./linesPanel.js";
import type { LinesServices } from "./linesServices.js";
import { showElsewhere } from "./showElsewhere.js";

/** VS Code's name of the editor; package.json names it too. */
export const linesViewType = "loupe.lines";

/** Of anything else, such as the older side of a comparison, the path names another file or none. */
const isOnDisk = ({ scheme }: vscode.Uri) => scheme === "file";

/** Files of lines as rows, whatever their size: VS Code hands longer ones than 50 MB to no extension as text. */
export class LinesEditor implements vscode.CustomReadonlyEditorProvider<LinesDocument>, vscode.Disposable {
  private readonly services: LinesServices;
  private readonly open = new OpenViews<LinesPanel>();
  private readonly registration: vscode.Disposable;
  private isDisposed = false;

  constructor(services: LinesServices) {
    this.services = services;
    this.registration = vscode.window.registerCustomEditorProvider(linesViewType, this, {
      supportsMultipleEditorsPerDocument: true,
    });
  }

  get all(): readonly LinesPanel[] {
    return this.open.all;
  }

  /** The one that is the active editor, or null. */
  get active(): LinesPanel | null {
    return this.open.all.find(({ panel }) => panel.active) ?? null;
  }

  openCustomDocument(uri: vscode.Uri): LinesDocument {
    const { linesDesk, log } = this.services;
    return new LinesDocument(uri, () => {
      // Asking would begin the thread again that has just ended. What is on no disk was never opened there.
      if (this.isDisposed || !isOnDisk(uri)) return;
      linesDesk
        .ask(client => client.close({ file: uri.fsPath }))
        .catch((error: unknown) => log.warn("a file of rows was not closed", String(error)));
    });
  }

  resolveCustomEditor({ uri }: LinesDocument, panel: vscode.WebviewPanel): void {
    if (isOnDisk(uri)) this.open.add(panel, new LinesPanel(panel, uri, this.services));
    else showElsewhere(panel, uri, this.services.log);
  }

  dispose(): void {
    this.isDisposed = true;
    this.registration.dispose();
    this.open.dispose();
  }
}
