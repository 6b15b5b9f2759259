import { compareContext } from "./compareContext.js";
import { CompareKeys } from "./compareKeys.js";
import { CompareHead } from "./compareHead.js";
import { FilmStrip } from "./filmStrip.js";
import { HeatPane } from "./heatPane.js";
import { LoadState } from "./loadState.js";
import { PartBoundary } from "./partBoundary.js";
import { ProgressLine } from "./progressLine.js";
import { QuestionList } from "./questionList.js";
import { QuestionPaneView } from "./questionPane.js";
import type { FilmSides } from "./sideSets.js";
import { StatisticsPane } from "./statisticsPane.js";
import { StepSlider } from "./stepSlider.js";
import { TransitionsPane } from "./transitionsPane.js";

/** The part on the left: one question, the statistics, or the heat maps. */
function MainPane() {
  const { t, tab, panes } = compareContext.use();
  const { value: loaded, status } = panes.state.value;
  const question = loaded?.panes ?? null;
  switch (tab.value) {
    case "question":
      return (
        <div class="main" role="tabpanel" aria-label={t("tabQuestion")}>
          <LoadState of={panes} />
          {loaded !== null && question !== null && <QuestionPaneView loaded={loaded} question={question} />}
          {question === null && status !== "loading" && (
            <p class="sentence">{t(loaded === null ? "noQuestion" : "questionGone")}</p>
          )}
        </div>
      );
    case "statistics":
      return (
        <div class="main scroll">
          <StatisticsPane />
        </div>
      );
    case "heat":
      return (
        <div class="main scroll">
          <HeatPane />
        </div>
      );
  }
}

function Compared({ film }: { readonly film: FilmSides }) {
  const { panes, tab } = compareContext.use();
  const loaded = panes.state.value.value;
  const question = loaded?.panes ?? null;
  return (
    <>
      <PartBoundary>
        <StepSlider film={film} />
      </PartBoundary>
      {tab.value === "question" && loaded !== null && question !== null && (
        <PartBoundary key={question.key}>
          <FilmStrip loaded={loaded} question={question} />
        </PartBoundary>
      )}
      <div class="below">
        <PartBoundary key={tab.value}>
          <MainPane />
        </PartBoundary>
        <aside class="aside">
          <PartBoundary>
            <TransitionsPane />
          </PartBoundary>
          <PartBoundary>
            <QuestionList />
          </PartBoundary>
        </aside>
      </div>
    </>
  );
}

/** The whole view: the question above, the steps and sides below it, then both sides large beside what changed overall. */
export function CompareApp() {
  const { t, film, sources } = compareContext.use();
  const { value } = sources.state.value;
  const sides = film.value;
  return (
    <main class="compare" aria-label={t("view")}>
      <ProgressLine />
      <CompareKeys />
      <CompareHead />
      <LoadState of={sources} />
      {value?.length === 0 && <p class="sentence">{t("noSources")}</p>}
      {sides === null && value !== null && value.length > 0 && <p class="sentence">{t("nothingChosen")}</p>}
      {sides !== null && value !== null && value.length > 0 && <Compared film={sides} />}
    </main>
  );
}
