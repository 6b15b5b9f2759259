import type { CompareState } from "../../src/protocol/reward/compareViewApi.js";
import { Icon } from "../icon.js";
import { compareActions } from "./compareActions.js";
import { compareContext } from "./compareContext.js";

const tabs = [
  { id: "question", key: "tabQuestion" },
  { id: "statistics", key: "tabStatistics" },
  { id: "heat", key: "tabHeat" },
] as const satisfies readonly { id: CompareState["tab"]; key: string }[];

/** What is shown of the sides: one question, their statistics, or where their boxes lie. */
function Tabs() {
  const { t, tab } = compareContext.use();
  const walk = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    const at = tabs.findIndex(({ id }) => id === tab.value);
    tab.value = tabs[(at + by + tabs.length) % tabs.length]?.id ?? "question";
    event.preventDefault();
    if (event.currentTarget instanceof HTMLElement)
      event.currentTarget.querySelector<HTMLElement>(`[data-tab="${tab.value}"]`)?.focus();
  };
  return (
    <span class="tabs" role="tablist" aria-label={t("views")} onKeyDown={walk}>
      {tabs.map(({ id, key }) => (
        <button
          key={id}
          type="button"
          role="tab"
          data-tab={id}
          aria-selected={tab.value === id}
          tabindex={tab.value === id ? 0 : -1}
          onClick={() => (tab.value = id)}
        >
          {t(key)}
        </button>
      ))}
    </span>
  );
}

function Walk() {
  const model = compareContext.use();
  const [previous, next] = [model.t("previousQuestion"), model.t("nextQuestion")];
  return (
    <span class="nav">
      <button
        type="button"
        class="bare"
        title={previous}
        aria-label={previous}
        onClick={() => compareActions.walk(model, -1)}
      >
        <Icon name="left" />
      </button>
      <button type="button" class="bare" title={next} aria-label={next} onClick={() => compareActions.walk(model, 1)}>
        <Icon name="right" />
      </button>
    </span>
  );
}

/** The question, and the ways to others. */
export function CompareHead() {
  const model = compareContext.use();
  const { t, panes, scope } = model;
  const question = panes.state.value.value?.panes ?? null;
  const expected = question?.expected ?? null;
  return (
    <div class="bar comparehead">
      <Icon name="compare" />
      <h1 class="cut" title={question?.text ?? ""}>
        {question === null || question.text === "" ? t("view") : question.text}
      </h1>
      {expected !== null && (
        <span class="dim cut expected" title={expected}>
          {t("expected", expected)}
        </span>
      )}
      <span class="sp" />
      <Tabs />
      <button
        type="button"
        class="plain"
        onClick={() => model.run(model.host.chooseSides({ chosen: [...(scope.value?.sides ?? [])] }))}
      >
        {t("chooseSides")}
      </button>
      {question !== null && <span class="dim cut name">{question.name}</span>}
      <Walk />
    </div>
  );
}
