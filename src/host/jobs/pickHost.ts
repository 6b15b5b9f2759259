import * as vscode from "vscode";
import { isHostName } from "../../core/launch/hostName.js";
import { t } from "../t.js";

/** Offers hosts, and takes a name that is typed; null: nothing was chosen. */
export function pickHost(hosts: readonly string[], title: string): Promise<string | null> {
  const picker = vscode.window.createQuickPick();
  picker.title = title;
  picker.placeholder = t("A host of your ssh configuration, or user@host");
  const offered = hosts.map(label => ({ label }));
  picker.items = offered;
  const typed = picker.onDidChangeValue(value => {
    const isNew = isHostName(value) && !hosts.includes(value);
    picker.items = isNew ? [...offered, { label: value, description: t("not in your ssh configuration") }] : offered;
  });
  return new Promise(resolve => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.label ?? null);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(null);
      typed.dispose();
      picker.dispose();
    });
    picker.show();
  });
}
