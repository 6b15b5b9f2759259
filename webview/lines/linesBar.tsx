import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../icon.js";
import { actOnRows } from "./actOnRows.js";
import { linesContext } from "./linesContext.js";
import type { LinesModel } from "./linesModel.js";

/** A search begins when typing rests for so long. */
const restMs = 200;
const count = (value: number) => value.toLocaleString("en");
const percent = (part: number, whole: number) => Math.floor((100 * part) / Math.max(1, whole));

function foundWords({ t, search, selected, state }: LinesModel): string {
  const found = search.found.value;
  if (found === null) return "";
  const total = found.rows.length;
  if (!found.isOver) return t("foundSoFar", count(total), percent(found.place.offset, state.value?.bytes ?? 0));
  if (total === 0) return t("foundNone");
  if (found.isFull) return t("foundMost", count(total));
  const rank = selected.value === null ? 0 : search.rankOf(selected.value);
  if (rank > 0) return t("found", count(rank), count(total));
  return total === 1 ? t("foundOne") : t("foundRows", count(total));
}

function FindButtons({ begin }: { readonly begin: () => void }) {
  const model = linesContext.use();
  const { t, matchCase } = model;
  return (
    <>
      <button
        type="button"
        class="bare toggle"
        aria-pressed={matchCase.value}
        aria-label={t("matchCase")}
        title={t("matchCase")}
        onClick={() => {
          matchCase.value = !matchCase.value;
          begin();
        }}
      >
        Aa
      </button>
      {(["findPrevious", "findNext"] as const).map(action => (
        <button
          key={action}
          type="button"
          class="bare"
          aria-label={t(action)}
          title={t(action)}
          onClick={() => actOnRows(model, action)}
        >
          <Icon name="down" class={action === "findPrevious" ? "upward" : ""} />
        </button>
      ))}
      <span class="dim small num" role="status" data-found>
        {foundWords(model)}
      </span>
    </>
  );
}

function FindField() {
  const model = linesContext.use();
  const { t, query, wantsFind } = model;
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wanted = wantsFind.value;
  useEffect(() => {
    if (wanted === 0) return;
    field.current?.focus();
    field.current?.select();
  }, [wanted]);
  const begin = () => {
    clearTimeout(timer.current);
    model.run(model.find());
  };
  const takeKey = (event: KeyboardEvent) => {
    const isNew = (model.search.found.value?.query.text ?? "") !== query.value;
    if (event.key === "Escape") query.value = "";
    if (event.key === "Escape" || (event.key === "Enter" && isNew)) begin();
    else if (event.key === "Enter") actOnRows(model, event.shiftKey ? "findPrevious" : "findNext");
  };
  return (
    <div class="finder" role="search">
      <input
        ref={field}
        class="field"
        type="text"
        spellcheck={false}
        placeholder={t("find")}
        aria-label={t("find")}
        value={query.value}
        onInput={event => {
          query.value = event.currentTarget.value.slice(0, 1000);
          clearTimeout(timer.current);
          timer.current = setTimeout(begin, restMs);
        }}
        onKeyDown={takeKey}
      />
      <FindButtons begin={begin} />
    </div>
  );
}

function GoTo() {
  const model = linesContext.use();
  const { t, wantsGoTo } = model;
  const field = useRef<HTMLInputElement>(null);
  const wanted = wantsGoTo.value;
  useEffect(() => {
    if (wanted > 0) field.current?.focus();
  }, [wanted]);
  return (
    <input
      ref={field}
      class="field goto"
      type="text"
      inputMode="numeric"
      placeholder={t("goTo")}
      aria-label={t("goTo")}
      onKeyDown={event => {
        const row = Number(event.currentTarget.value.replace(/[\s,._’']/g, ""));
        if (event.key === "Enter" && Number.isSafeInteger(row) && row > 0) model.select(row - 1);
      }}
    />
  );
}

/** What the file is, and ways of finding a row in it. */
export function LinesBar() {
  const model = linesContext.use();
  const { t, init, state, hasColumns, rows } = model;
  const { bytes, readBytes } = state.value ?? { bytes: 0, readBytes: 0 };
  return (
    <header class="bar head wraps">
      <h1 class="cut">{init.name}</h1>
      <span class="fact dim num" data-rows={rows}>
        {rows === 1 ? t("oneRow") : t("rowCount", count(rows))}
      </span>
      {readBytes < bytes && <span class="fact dim num">{t("reading", percent(readBytes, bytes))}</span>}
      <span class="sp" />
      <FindField />
      <GoTo />
      <button
        type="button"
        class="plain toggle"
        aria-pressed={hasColumns.value}
        title={t("columnsHint")}
        onClick={() => (hasColumns.value = !hasColumns.value)}
      >
        {t("columns")}
      </button>
      <button type="button" class="plain" onClick={() => model.run(model.host.openAsText(null))}>
        {t("openAsText")}
      </button>
    </header>
  );
}
