import * as vscode from "vscode";
import { contributed } from "./contributed.js";
import { isNeeded } from "./isNeeded.js";
import { openTree, type OpenTree } from "../openTree.js";
import { HeldTree } from "./heldTree.js";
import { standIns } from "./standIns.js";
import { tellFailure } from "./tellFailure.js";

/** What is loaded when it is needed: everything but this folder. It takes over the trees that the window holds. */
type Load = () => (context: vscode.ExtensionContext, trees: OpenTree) => unknown;

/**
 * The start of a window, which costs a few names of files: the product itself is loaded when runs are open, when a job is
 * remembered, or when VS Code asks for any of it.
 */
export class Starter {
  private readonly context: vscode.ExtensionContext;
  private readonly load: Load;
  private asleep: vscode.Disposable | null = null;
  private readonly held = new Map<string, HeldTree>();
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
    const contributions = contributed(this.context.extension.packageJSON);
    const look = async () => {
      if (await isNeeded(storage)) await this.wake();
    };
    const again = () => void look().catch(tellFailure);
    const wake = async () => {
      await this.wake();
    };
    for (const id of contributions.views) this.held.set(id, new HeldTree(id, wake));
    this.asleep = vscode.Disposable.from(
      standIns(contributions, wake),
      vscode.workspace.onDidChangeWorkspaceFolders(again),
      vscode.workspace.onDidGrantWorkspaceTrust(again),
    );
    const sleeping = new vscode.Disposable(() => {
      this.asleep?.dispose();
    });
    this.context.subscriptions.push(sleeping, ...this.held.values());
  }

  /** The product, loaded once: what its `activate` gives. */
  wake(): Promise<unknown> {
    this.started ??= this.replace();
    return this.started;
  }

  private replace(): Promise<unknown> {
    this.asleep?.dispose();
    this.asleep = null;
    const trees: OpenTree = (id, provider) => this.held.get(id)?.show(provider) ?? openTree(id, provider);
    return Promise.resolve(this.load()(this.context, trees));
  }
}
