import type { Page } from "playwright-core";

/**
 * What VS Code has written down of a window's editors by now, without backslashes: it holds JSON within JSON. A window in a
 * browser writes every few seconds, and what it would write while it is left may be lost; so a test that opens something
 * and loads the window again waits until it stands here.
 */
export const keptEditors = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const answerOf = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("the database does not answer"));
      });
    const kept: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (name?.startsWith("vscode-web-state-db-") !== true) continue;
      const database = await answerOf(indexedDB.open(name));
      if (database.objectStoreNames.contains("ItemTable")) {
        const table = database.transaction("ItemTable").objectStore("ItemTable");
        kept.push(String(await answerOf<unknown>(table.get("memento/workbench.parts.editor"))));
      }
      database.close();
    }
    return kept.join("\n").replaceAll("\\", "");
  });
