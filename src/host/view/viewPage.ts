import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { connect, serve, type Client, type Methods, type ParamSchemas } from "../../protocol/rpc.js";
import { viewHtml } from "./viewHtml.js";
import { webviewPort } from "./webviewPort.js";

/** What the page of a view is started with. `Host` are the calls that the webview may make. */
interface PageParts<Host extends Methods<Host>> {
  readonly extensionUri: vscode.Uri;
  readonly log: Pick<vscode.LogOutputChannel, "error">;
  /** Base name of the script and the style sheet in dist/webview. */
  readonly script: string;
  /** Base name of the icons in media, before `-light.svg` and `-dark.svg`. */
  readonly icon: string;
  readonly host: Host;
  readonly schemas: ParamSchemas<Host>;
  /** Folders on disk, beside the view's own, that the window may load from. */
  readonly roots: readonly string[];
  /** The view is on screen again: its webview loads its page anew. */
  readonly becameVisible: () => void;
}

/**
 * The page in a webview panel and the channel to it. A hidden webview is gone: it answers nothing, and asks for
 * everything again when it is shown. `View` are the calls that the webview answers.
 */
export class ViewPage<Host extends Methods<Host>, View extends Methods<View>> implements vscode.Disposable {
  private connected: Client<View> | null = null;
  private isDisposed = false;
  private readonly panel: vscode.WebviewPanel;
  private readonly parts: PageParts<Host>;
  private readonly subscriptions: vscode.Disposable;

  constructor(panel: vscode.WebviewPanel, parts: PageParts<Host>) {
    this.panel = panel;
    this.parts = parts;
    const media = (theme: string) => vscode.Uri.joinPath(parts.extensionUri, "media", `${parts.icon}-${theme}.svg`);
    panel.iconPath = { light: media("light"), dark: media("dark") };
    this.subscriptions = vscode.Disposable.from(
      serve<Host>(this.port(), parts.host, parts.schemas),
      panel.onDidChangeViewState(() => this.visibilityChanged()),
    );
    this.allow(parts.roots);
    panel.webview.html = viewHtml({
      language: vscode.env.language,
      cspSource: panel.webview.cspSource,
      script: this.asset("js"),
      style: this.asset("css"),
      nonce: randomBytes(16).toString("hex"),
    });
  }

  /** Calls to the webview; null while its page is not there. */
  get client(): Client<View> | null {
    return this.connected;
  }

  /** New folders to load from make the webview load its page again. */
  allow(roots: readonly string[]): void {
    const folders = roots.map(root => vscode.Uri.file(root));
    this.panel.webview.options = { enableScripts: true, localResourceRoots: [this.own(), ...folders] };
  }

  /** To be called while `ready` is answered: the channel opens behind that answer, and then `greet` may call. */
  becameReady(greet: () => void): void {
    this.disconnect();
    setTimeout(() => {
      if (this.isDisposed) return;
      this.connected = connect<View>(this.port());
      greet();
    }, 0);
  }

  /** Asks the webview if it is there. One that goes meanwhile answers nothing, and that is no failure. */
  ask(call: (client: Client<View>) => Promise<void>, onFailure: (error: unknown) => void): void {
    const client = this.connected;
    if (client === null) return;
    call(client).catch((error: unknown) => {
      if (this.connected === client) onFailure(error);
    });
  }

  dispose(): void {
    this.isDisposed = true;
    this.disconnect();
    this.subscriptions.dispose();
    this.panel.dispose();
  }

  private visibilityChanged(): void {
    if (this.panel.visible) this.parts.becameVisible();
    else this.disconnect();
  }

  private disconnect(): void {
    this.connected?.dispose();
    this.connected = null;
  }

  private own(): vscode.Uri {
    return vscode.Uri.joinPath(this.parts.extensionUri, "dist", "webview");
  }

  private asset(kind: "js" | "css"): string {
    const uri = vscode.Uri.joinPath(this.own(), `${this.parts.script}.${kind}`);
    return this.panel.webview.asWebviewUri(uri).toString();
  }

  private port() {
    return webviewPort(this.panel.webview, error =>
      this.parts.log.error(`a message to the view ${this.parts.script} failed`, String(error)),
    );
  }
}
