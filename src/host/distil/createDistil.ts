import * as vscode from "vscode";
import type { DistilDeskApi } from "../../node/distil/stored/distilDesk.js";
import { DeskThread } from "../deskThread.js";
import { FolderMemory } from "../folderMemory.js";
import { DistilPanels } from "./distilPanels.js";
import type { DistilViewServices } from "./distilViewServices.js";

type Parts = Omit<DistilViewServices, "traceDesk" | "distilMemory">;

/** What a window has for distilled traces: their views, and the thread that reads and judges them. */
export function createDistil(
  context: vscode.ExtensionContext,
  parts: Parts,
): Pick<DistilViewServices, "traceDesk" | "distilMemory"> & { readonly distilPanels: DistilPanels; dispose(): void } {
  const script = context.asAbsolutePath("dist/benchmarkWorker.js");
  const traceDesk = new DeskThread<DistilDeskApi>({ script, name: "loupe traces" });
  const distilMemory = new FolderMemory(context.workspaceState, "loupe.distilDatasets");
  const distilPanels = new DistilPanels({ ...parts, traceDesk, distilMemory });
  return {
    ...{ traceDesk, distilMemory, distilPanels },
    dispose: () => {
      vscode.Disposable.from(distilPanels, traceDesk).dispose();
    },
  };
}
