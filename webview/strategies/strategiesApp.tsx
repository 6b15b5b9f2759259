import { estimatorIds } from "../../src/core/reward/estimatorId.js";
import { CopyTable } from "./copyButtons.js";
import { AddStrategy } from "./addStrategy.js";
import { ChoiceField } from "./choiceField.js";
import { CurvesPane } from "./curvesPane.js";
import { Icon } from "../icon.js";
import { LoadState } from "./loadState.js";
import { PartBoundary } from "./partBoundary.js";
import { PayPane } from "./payPane.js";
import { ProgressLine } from "./progressLine.js";
import { RolloutsPane } from "./rolloutsPane.js";
import { StrategiesBar } from "./strategiesBar.js";
import { StrategiesKeys } from "./strategiesKeys.js";
import { StrategyGrid } from "./strategyGrid.js";
import { strategiesContext } from "./strategiesContext.js";
import { tableCopy } from "./tableCopy.js";

/** What is wrong with strategies in settings or in the run's loupe.json. */
function StrategyProblems() {
  const { list } = strategiesContext.use();
  const problems = list.state.value.value?.problems ?? [];
  return (
    <>
      {problems.map((problem, i) => (
        <p key={i} class="note line">
          <Icon name="warn" class="warn" />
          <span>{problem}</span>
        </p>
      ))}
    </>
  );
}

function TableSection() {
  const model = strategiesContext.use();
  const { t, table, list, showsParts, estimator } = model;
  const value = table.state.value.value;
  return (
    <section class="tablesection" aria-label={t("table")}>
      {value !== null && <StrategyGrid table={value} />}
      <LoadState of={list} />
      <LoadState of={table} />
      <div class="bar under">
        <AddStrategy />
        <span class="sp" />
        <ChoiceField
          label={t("estimator")}
          value={estimator.value}
          choices={estimatorIds.map(id => ({ value: id, text: id }))}
          onChange={value => (estimator.value = estimatorIds.find(id => id === value) ?? "grpo")}
        />
        <button
          type="button"
          class="plain toggle"
          aria-pressed={showsParts.value}
          onClick={() => (showsParts.value = !showsParts.value)}
        >
          {t("parts")}
        </button>
        {value !== null && <CopyTable table={() => tableCopy(value, showsParts.value, t)} />}
      </div>
      <StrategyProblems />
    </section>
  );
}

/** Two lists in one place: the rollouts behind what was chosen, and what the strategies pay for. */
function LowerPane() {
  const { t, pane } = strategiesContext.use();
  const panes = [
    { id: "rollouts", text: t("rollouts") },
    { id: "pays", text: t("pays") },
  ] as const;
  const walk = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    pane.value = pane.value === "rollouts" ? "pays" : "rollouts";
    if (event.currentTarget instanceof HTMLElement)
      event.currentTarget.querySelector<HTMLElement>(`[data-pane="${pane.value}"]`)?.focus();
  };
  return (
    <section class="lowerpane">
      <div class="bar tabs" role="tablist" onKeyDown={walk}>
        {panes.map(({ id, text }) => (
          <button
            key={id}
            type="button"
            role="tab"
            data-pane={id}
            aria-selected={pane.value === id}
            tabindex={pane.value === id ? 0 : -1}
            onClick={() => (pane.value = id)}
          >
            {text}
          </button>
        ))}
      </div>
      <div class="tabpanel" role="tabpanel" aria-label={t(pane.value)}>
        <PartBoundary key={pane.value}>{pane.value === "rollouts" ? <RolloutsPane /> : <PayPane />}</PartBoundary>
      </div>
    </section>
  );
}

/** The whole view: the table above, the rollouts behind it and the curves below. */
export function StrategiesApp() {
  const { t, sources } = strategiesContext.use();
  const { value, status } = sources.state.value;
  if (value?.length === 0 || (value === null && status !== "loading" && status !== "idle"))
    return (
      <div class="strategies">
        <LoadState of={sources} />
        {value !== null && <p class="sentence">{t("noSources")}</p>}
      </div>
    );
  return (
    <div class="strategies">
      <ProgressLine />
      <StrategiesKeys />
      <div class="layout">
        <StrategiesBar />
        <PartBoundary>
          <TableSection />
        </PartBoundary>
        <div class="lower">
          <LowerPane />
          <PartBoundary>
            <CurvesPane />
          </PartBoundary>
        </div>
      </div>
    </div>
  );
}
