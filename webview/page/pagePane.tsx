import type { RolloutView } from "../../src/protocol/rolloutView.js";
import { viewContext } from "../viewContext.js";
import { PageBar } from "./pageBar.js";
import { PageNotes } from "./pageNotes.js";
import { PageStage } from "./pageStage.js";

/** The page with its switches above and its notes below. */
export function PagePane({ view }: { readonly view: RolloutView }) {
  const { t } = viewContext.use();
  return (
    <section class="pagepane" aria-label={t("page")}>
      <PageBar />
      <PageStage />
      <PageNotes view={view} />
    </section>
  );
}
