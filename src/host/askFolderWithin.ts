import { isAbsolute, relative, resolve } from "node:path";
import * as vscode from "vscode";
import { t } from "./t.js";

interface Wanted {
  readonly title: string;
  readonly prompt: string;
  /** What a relative path begins at; absolute, as is what is offered. */
  readonly root: string;
  readonly offered: string;
}

/** Which folder is to be written, absolute; it need not exist, nor lie within the root. Null: given up. */
export async function askFolderWithin({ title, prompt, root, offered }: Wanted): Promise<string | null> {
  const typed = await vscode.window.showInputBox({
    ...{ title, prompt, ignoreFocusOut: true, value: relative(root, offered) },
    validateInput: text => (text.trim() === "" ? t("A name is needed.") : null),
  });
  if (typed === undefined) return null;
  return isAbsolute(typed.trim()) ? typed.trim() : resolve(root, typed.trim());
}
