import type { RolloutView } from "../../src/protocol/rolloutView.js";
import { useMemo } from "preact/hooks";
import { viewContext } from "../viewContext.js";
import { PageBar } from "./pageBar.js";
import { PageNotes } from "./pageNotes.js";
import { PageStage } from "./pageStage.js";
import { rolloutStage } from "./rolloutStage.js";
import { stageContext } from "./stageContext.js";

/** The page with its switches above and its notes below. */
export function PagePane({ view }: { readonly view: RolloutView }) {
  const model = viewContext.use();
  const stage = useMemo(() => rolloutStage(model), [model]);
  return (
    <section class="pagepane" aria-label={model.t("page")}>
      <PageBar />
      <stageContext.Provider value={stage}>
        <PageStage />
      </stageContext.Provider>
      <PageNotes view={view} />
    </section>
  );
}
