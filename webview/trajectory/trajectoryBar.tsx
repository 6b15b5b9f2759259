import type { RolloutView } from "../../src/protocol/rolloutView.js";
import { viewContext } from "../viewContext.js";

/** The trajectory's heading, with the ways to the text as it stands in the file. */
export function TrajectoryBar({ view }: { readonly view: Pick<RolloutView, "source"> }) {
  const model = viewContext.use();
  const { t, overlay } = model;
  const isRaw = overlay.value === "raw";
  return (
    <div class="bar">
      <h2>{t("trajectory")}</h2>
      <span class="dim small num file">
        {view.source.name}:{view.source.row + 1}
      </span>
      <span class="sp" />
      <button type="button" class="link" aria-pressed={isRaw} onClick={() => (overlay.value = isRaw ? "none" : "raw")}>
        {t(isRaw ? "hideRawText" : "rawText")}
      </button>
      <button type="button" class="link" onClick={() => model.run(model.host.openLine(null))}>
        {t("openLine")}
      </button>
    </div>
  );
}
