import * as vscode from "vscode";
import { metricsCandidates } from "../metrics/metricsCandidates.js";
import type { MetricsPanels } from "../metrics/metricsPanels.js";
import { pickMetrics } from "../metrics/pickMetrics.js";
import { t } from "../t.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";

type Services = Pick<CommandServices, "tree" | "runsView" | "worker"> & { readonly curves: MetricsPanels };

/** The command that opens curves: of the item it is given, of the selected one, of the only one, else of one picked. */
export function curveCommands(services: Services): CommandHandlers<"loupe.openCurves"> {
  const { tree, runsView, worker, curves } = services;
  return {
    "loupe.openCurves": async argument => {
      const named = typeof argument === "string" ? await tree.nodeOf(argument) : await runsView.selection();
      // From the tree the focus stays there, as with rollouts; asked for by name, the curves get it.
      if (named?.kind === "metrics") {
        await curves.open(named.file, typeof argument === "string");
        return;
      }
      const candidates = await metricsCandidates(await worker.api());
      const [first, ...others] = candidates;
      if (first === undefined) vscode.window.setStatusBarMessage(t("No metrics file was found."), 4000);
      const node = others.length === 0 ? first?.node : await pickMetrics(candidates);
      if (node !== undefined) await curves.open(node.file, false);
    },
  };
}
