import { useEffect, useRef } from "preact/hooks";
import type { ListedTrace, TraceEnd } from "../../src/protocol/distil/distilViewApi.js";
import { Icon } from "../icon.js";
import { distilActions } from "./distilActions.js";
import { distilContext } from "./distilContext.js";
import { distilWords } from "./distilWords.js";

function EndWords({ end, before }: { readonly end: TraceEnd | null; readonly before: TraceEnd | null }) {
  const { t } = distilContext.use();
  if (end === null) return <span class="ends hidden">{t("hidden")}</span>;
  const word = distilWords.end(end, t);
  return (
    <span class={end.kept ? "ends kept" : "ends"}>
      {before === null ? word : t("fromTo", distilWords.end(before, t), word)}
    </span>
  );
}

function ListRow({ trace, before }: { readonly trace: ListedTrace; readonly before: TraceEnd | null }) {
  const model = distilContext.use();
  const { t, selected } = model;
  const { prediction, own, end, text, task, attempt } = trace;
  const isSelected = selected.value === prediction;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: "nearest" });
  }, [isSelected]);
  return (
    <li
      ref={row}
      role="option"
      id={`trace-${prediction}`}
      class={isSelected ? "tracerow sel" : "tracerow"}
      aria-selected={isSelected}
      data-trace={prediction}
      onClick={() => distilActions.select(model, prediction)}
      onDblClick={() => distilActions.openOnPage(model)}
    >
      <span class="st">
        {own !== null && (
          <span title={t(`own_${own}`)}>
            <Icon name={own === "accept" ? "check" : "close"} />
            <span class="unseen">{t(`own_${own}`)}</span>
          </span>
        )}
      </span>
      <EndWords end={end} before={before} />
      <span class="cut" title={text}>
        {distilWords.task(task, t)}: {text}
      </span>
      <span class="small num" title={t("attempt", attempt + 1)}>
        {attempt + 1}
      </span>
    </li>
  );
}

/** The traces of the part that is on show. */
export function TraceList() {
  const model = distilContext.use();
  const { t, listed, selected, tab, list, changes, query } = model;
  const traces = listed.value;
  const before = new Map(tab.value === "changes" ? changes.value?.traces.map(one => [one.prediction, one.before]) : []);
  const { reason } = query.value;
  const all = (reason === null ? list.value?.total : list.value?.byReason[reason]) ?? 0;
  if (traces.length === 0) return <p class="sentence dim emptylist">{t("noTraces")}</p>;
  const isThere = traces.some(({ prediction }) => prediction === selected.value);
  const active = isThere && selected.value !== null ? { "aria-activedescendant": `trace-${selected.value}` } : {};
  return (
    <div class="tracelists">
      <ul class="tracelist" role="listbox" tabIndex={0} aria-label={t("traces")} {...active}>
        {traces.map(trace => (
          <ListRow key={trace.prediction} trace={trace} before={before.get(trace.prediction) ?? null} />
        ))}
      </ul>
      {tab.value === "traces" && traces.length < all && (
        <p class="note">{t("mostListed", traces.length, distilWords.count(all))}</p>
      )}
    </div>
  );
}
