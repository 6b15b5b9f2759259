import * as vscode from "vscode";
import type { TestApi } from "../../src/host/testApi.js";
import type { StartedProduct } from "./startedProduct.js";

/** The activated extension, and the opened folder. */
export async function openedWindow(): Promise<{ readonly api: TestApi; readonly root: string }> {
  const extension = vscode.extensions.getExtension<StartedProduct>("rollout-loupe.rollout-loupe");
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (extension === undefined || root === undefined)
    throw new Error("the tests need the extension and an opened folder");
  return { api: await (await extension.activate()).wake(), root };
}
