import { distilTabs } from "../../src/protocol/distil/distilViewApi.js";
import { distilActions } from "./distilActions.js";
import { distilContext } from "./distilContext.js";

/** The parts of the view. */
export function PartTabs() {
  const model = distilContext.use();
  const { t, tab, overview, busy } = model;
  const changed = overview.value?.kind === "shown" ? overview.value.changed : 0;
  const walk = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const by = event.key === "ArrowRight" ? 1 : distilTabs.length - 1;
    const next = distilTabs[(distilTabs.indexOf(tab.value) + by) % distilTabs.length];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    distilActions.show(model, next);
    if (event.currentTarget instanceof HTMLElement)
      event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <div class="bar tabsline">
      <div class="tabs" role="tablist" aria-label={t("parts")} onKeyDown={walk}>
        {distilTabs.map(one => (
          <button
            key={one}
            type="button"
            role="tab"
            data-tab={one}
            aria-selected={tab.value === one}
            tabIndex={tab.value === one ? 0 : -1}
            onClick={() => distilActions.show(model, one)}
          >
            {t(`tab_${one}`)}
            {one === "changes" && changed > 0 && <span class="num count"> {changed}</span>}
          </button>
        ))}
      </div>
      <span class="sp" />
      {busy.value > 0 && <span class="dim small">{t("reading")}</span>}
    </div>
  );
}
