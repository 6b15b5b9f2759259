import { useEffect, useRef } from "preact/hooks";
import type { ShownPageOrder, ShownPanel } from "../../src/protocol/benchmark/benchmarkViewApi.js";
import { Icon } from "../icon.js";
import { benchmarkContext } from "./benchmarkContext.js";
import type { BenchmarkTranslate } from "./benchmarkTranslate.js";
import { orderActions } from "./orderActions.js";

const sureEnough = 0.6;

function sourceWords({ source, confidence }: ShownPanel, t: BenchmarkTranslate): string {
  if (source !== "computed") return t(source);
  return confidence === null ? t("computed") : t("computedSure", Math.round(confidence * 100));
}

const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

/** The panels in reading order. One tab stop; arrows select, with Alt they move. */
export function PanelList({ shown }: { readonly shown: ShownPageOrder }) {
  const model = benchmarkContext.use();
  const { t, selectedPanel, said } = model;
  const list = useRef<HTMLOListElement>(null);
  const panels = (shown.page?.panels ?? []).toSorted((a, b) => a.order - b.order);
  const selected = panels.find(({ id }) => id === selectedPanel.value) ?? panels[0];
  const press = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || selected === undefined) return;
    event.preventDefault();
    selectedPanel.value = selected.id;
    if (event.altKey) orderActions.move(model, shown, selected.id, selected.order + step);
    else orderActions.select(model, shown, step);
  };
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [selected?.id, selected?.order]);
  if (panels.length === 0) return <p class="sentence">{t("noPanels")}</p>;
  return (
    <>
      <ol
        class="panellist"
        ref={list}
        role="listbox"
        tabIndex={0}
        aria-label={t("panels")}
        aria-activedescendant={selected === undefined ? undefined : `panel-${selected.order}`}
        onKeyDown={press}
      >
        {panels.map(panel => (
          <li
            key={panel.id}
            id={`panel-${panel.order}`}
            role="option"
            data-panel={panel.id}
            aria-selected={panel === selected}
            onClick={() => {
              selectedPanel.value = panel.id;
            }}
          >
            <span class="place num">{panel.order + 1}</span>
            <span class="cut">{sourceWords(panel, t)}</span>
            {panel.confidence !== null && panel.confidence < sureEnough && <Icon name="warn" class="warn" />}
          </li>
        ))}
      </ol>
      <p class="small dim helpline" aria-live="polite">
        {said.value === "" ? t("orderHelp") : said.value}
      </p>
    </>
  );
}
