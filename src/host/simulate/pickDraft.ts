import * as vscode from "vscode";
import { t } from "../t.js";

/** One line of a draft that can be changed. */
export interface DraftRow<T> {
  readonly label: string;
  /** What it is now. */
  readonly description: string;
  readonly detail?: string;
  /** Asks for another value; null: it stays. */
  readonly change: () => Promise<T | null>;
}

interface DraftList<T> {
  readonly title: string;
  /** The first item: Enter takes the draft as it stands. */
  readonly go: { readonly label: string; readonly description: string; readonly detail: string };
  readonly rows: readonly DraftRow<T>[];
}

interface Item<T> extends vscode.QuickPickItem {
  readonly row: DraftRow<T> | null;
}

/**
 * Shows a draft as one list: its first item takes it, every other one changes a part and comes back. Null: it was left.
 */
export async function pickDraft<T>(draft: T, listOf: (draft: T) => DraftList<T>): Promise<T | null> {
  let now = draft;
  for (;;) {
    const { title, go, rows } = listOf(now);
    const items: Item<T>[] = [
      { ...go, row: null },
      { label: t("Change"), kind: vscode.QuickPickItemKind.Separator, row: null },
      ...rows.map(({ label, description, detail, ...row }) => ({
        ...{ label, description, ...(detail === undefined ? {} : { detail }) },
        row: { label, description, ...row },
      })),
    ];
    const chosen = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
    if (chosen === undefined) return null;
    if (chosen.row === null) return now;
    now = (await chosen.row.change()) ?? now;
  }
}
