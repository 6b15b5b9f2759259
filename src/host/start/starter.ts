import * as vscode from "vscode";
import { contributed } from "./contributed.js";
import { isNeeded } from "./isNeeded.js";
import { openers, type Openers } from "../openers.js";
import { HeldTexts } from "./heldTexts.js";
import { HeldTree } from "./heldTree.js";
import { standIns } from "./standIns.js";
import { tellFailure } from "./tellFailure.js";

/** What is loaded when it is needed: everything but this folder. It takes over what the window holds for it. */
type Load = () => (context: vscode.ExtensionContext, held: Openers) => unknown;

/**
 * The start of a window, which costs a few names of files: the product itself is loaded when runs are open, when a job is
 * remembered, or when VS Code asks for any of it.
 */
export class Starter {
  private readonly context: vscode.ExtensionContext;
  private readonly load: Load;
  private asleep: vscode.Disposable | null = null;
  private readonly trees = new Map<string, HeldTree>();
  private readonly texts = new Map<string, HeldTexts>();
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
    for (const id of contributions.views) this.trees.set(id, new HeldTree(id, wake));
    for (const scheme of contributions.schemes) this.texts.set(scheme, new HeldTexts(scheme, wake));
    this.asleep = vscode.Disposable.from(
      standIns(contributions, wake),
      vscode.workspace.onDidChangeWorkspaceFolders(again),
      vscode.workspace.onDidGrantWorkspaceTrust(again),
    );
    const sleeping = new vscode.Disposable(() => {
      this.asleep?.dispose();
    });
    this.context.subscriptions.push(sleeping, ...this.trees.values(), ...this.texts.values());
  }

  /** The product, loaded once: what its `activate` gives. */
  wake(): Promise<unknown> {
    this.started ??= this.replace();
    return this.started;
  }

  private replace(): Promise<unknown> {
    this.asleep?.dispose();
    this.asleep = null;
    const held: Openers = {
      trees: (id, provider) => this.trees.get(id)?.show(provider) ?? openers.trees(id, provider),
      texts: (scheme, textOf) => this.texts.get(scheme)?.show(textOf) ?? openers.texts(scheme, textOf),
    };
    return Promise.resolve(this.load()(this.context, held));
  }
}
