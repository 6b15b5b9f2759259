import * as vscode from "vscode";
import { contributed } from "./contributed.js";
import { isNeeded } from "./isNeeded.js";
import { standIns } from "./standIns.js";

/** What is loaded when it is needed: everything but this folder. */
type Load = () => (context: vscode.ExtensionContext) => unknown;

/**
 * The start of a window, which costs a few names of files: the product itself is loaded when runs are open, when a job is
 * remembered, or when VS Code asks for any of it.
 */
export class Starter {
  private readonly context: vscode.ExtensionContext;
  private readonly load: Load;
  private asleep: vscode.Disposable | null = null;
  private started: Promise<unknown> | null = null;

  constructor(context: vscode.ExtensionContext, load: Load) {
    this.context = context;
    this.load = load;
  }

  /** Whether the product was loaded, or is being loaded. */
  get isAwake(): boolean {
    return this.started !== null;
  }

  /** Looks once, and stands in for the product where it is not needed. */
  async start(): Promise<void> {
    const storage = this.context.globalStorageUri.fsPath;
    if (await isNeeded(storage)) {
      await this.wake();
      return;
    }
    const manifest: unknown = this.context.extension.packageJSON;
    const look = async () => {
      if (await isNeeded(storage)) await this.wake();
    };
    const again = () => void look();
    this.asleep = vscode.Disposable.from(
      standIns(contributed(manifest), async () => {
        await this.wake();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(again),
      vscode.workspace.onDidGrantWorkspaceTrust(again),
    );
    this.context.subscriptions.push(new vscode.Disposable(() => this.asleep?.dispose()));
  }

  /** The product, loaded once: what its `activate` gives. */
  wake(): Promise<unknown> {
    this.started ??= this.replace();
    return this.started;
  }

  private async replace(): Promise<unknown> {
    if (this.asleep !== null) {
      this.asleep.dispose();
      this.asleep = null;
      // VS Code lets go of a tree only once its registration was answered: whatever is answered after it, is after that.
      await vscode.commands.executeCommand("setContext", "loupe.isAwake", true);
    }
    return this.load()(this.context);
  }
}
