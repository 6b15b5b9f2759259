import type { RolloutPanels } from "../view/rolloutPanels.js";
import type { ViewServices } from "../view/viewServices.js";
import type { CompareServices } from "./compareServices.js";

/** The parts of the host that the compare view is given. */
interface Parts extends Pick<
  CompareServices,
  "extension" | "worker" | "settings" | "log" | "showFailure" | "documents"
> {
  readonly panels: RolloutPanels;
  readonly viewServices: ViewServices;
}

/** What the compare view may ask of the rest of the host. */
export function createCompareServices(parts: Parts): CompareServices {
  const { extension, worker, settings, log, showFailure, documents, panels, viewServices } = parts;
  return {
    ...{ extension, worker, settings, log, showFailure, documents },
    openBeside: ref => panels.openBeside(ref),
    addDataset: () => viewServices.addDataset(),
    addImageRoot: () => viewServices.addImageRoot(),
  };
}
