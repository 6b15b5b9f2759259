import * as vscode from "vscode";
import { DistilDeskThread } from "./distilDeskThread.js";
import { DistilMemory } from "./distilMemory.js";
import { DistilPanels } from "./distilPanels.js";
import type { DistilViewServices } from "./distilViewServices.js";

type Parts = Omit<DistilViewServices, "traceDesk" | "distilMemory">;

/** What a window has for distilled traces: their views, and the thread that reads and judges them. */
export function createDistil(
  context: vscode.ExtensionContext,
  parts: Parts,
): Pick<DistilViewServices, "traceDesk" | "distilMemory"> & { readonly distilPanels: DistilPanels; dispose(): void } {
  const traceDesk = new DistilDeskThread(context.asAbsolutePath("dist/benchmarkWorker.js"));
  const distilMemory = new DistilMemory(context.workspaceState);
  const distilPanels = new DistilPanels({ ...parts, traceDesk, distilMemory });
  return {
    ...{ traceDesk, distilMemory, distilPanels },
    dispose: () => {
      vscode.Disposable.from(distilPanels, traceDesk).dispose();
    },
  };
}
