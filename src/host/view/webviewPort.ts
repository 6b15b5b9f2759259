import type * as vscode from "vscode";
import type { Port } from "../../protocol/rpc.js";

/** A webview as a channel. What is posted while it is hidden is lost: nothing answers, so callers must not wait then. */
export function webviewPort(webview: vscode.Webview, onError: (error: unknown) => void): Port {
  return {
    post: message => void webview.postMessage(message).then(undefined, onError),
    listen: receive => webview.onDidReceiveMessage(receive),
  };
}
