import type * as vscode from "vscode";
import { DeskThread } from "../deskThread.js";
import { LinesEditor } from "./linesEditor.js";
import type { LinesServices } from "./linesServices.js";

/** What a window has for files of rows: the editor, and the thread that reads them, which begins with the first one. */
export function createLines(
  context: vscode.ExtensionContext,
  parts: Omit<LinesServices, "linesDesk">,
): { readonly linesEditor: LinesEditor; dispose(): void } {
  const linesDesk: LinesServices["linesDesk"] = new DeskThread({
    script: context.asAbsolutePath("dist/linesWorker.js"),
    name: "loupe rows",
  });
  const linesEditor = new LinesEditor({ ...parts, linesDesk });
  return {
    linesEditor,
    dispose: () => {
      linesEditor.dispose();
      linesDesk.dispose();
    },
  };
}
