import { useEffect, useId, useRef } from "preact/hooks";
import type { QueueEntry } from "../../src/protocol/review/reviewViewApi.js";
import { queueOrders } from "../../src/core/benchmark/review/reviewQueue.js";
import { Icon } from "../icon.js";
import { useVirtualWindow } from "../useVirtualWindow.js";
import { codeKeys } from "./codeKeys.js";
import { entryWords } from "./entryWords.js";
import { QueueFilters } from "./queueFilters.js";
import { reviewContext } from "./reviewContext.js";
import { walkQueue } from "./walkQueue.js";

const rowHeight = 22;

/** How far a key moves in the list. */
const moves: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 20,
  PageUp: -20,
  Home: -Infinity,
  End: Infinity,
};

interface RowProps {
  readonly id: string;
  readonly entry: QueueEntry;
  readonly index: number;
  readonly start: number;
  readonly isShown: boolean;
  readonly hasDraft: boolean;
}

function Row({ id, entry, index, start, isShown, hasDraft }: RowProps) {
  const model = reviewContext.use();
  const icon = entryWords.icon(entry) ?? (isShown ? "here" : null);
  const said = hasDraft ? model.t("unsaved") : entryWords.text(entry, model.t);
  return (
    <div
      id={id}
      class={isShown ? "row sel" : "row"}
      role="option"
      aria-selected={isShown}
      aria-posinset={index + 1}
      style={{ transform: `translateY(${String(start)}px)` }}
      onClick={() => walkQueue.to(model, index)}
    >
      <span class="st">{icon !== null && <Icon name={icon} />}</span>
      <span class="cut" title={entry.id}>
        {entry.id}
      </span>
      <span class="said small dim cut" title={said}>
        {said}
      </span>
    </div>
  );
}

function Rows({ entries }: { readonly entries: readonly QueueEntry[] }) {
  const model = reviewContext.use();
  const { index, drafts, t } = model;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const at = index.value;
  const visible = useVirtualWindow(scroller, {
    ...{ count: entries.length, itemSize: rowHeight, isHorizontal: false, overscan: 10 },
  });
  useEffect(() => visible.scrollTo(at), [at, entries.length]);
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    walkQueue.to(model, Math.min(entries.length - 1, Math.max(0, at + move)));
    event.preventDefault();
  };
  return (
    <div
      class="rows"
      ref={scroller}
      role="listbox"
      tabindex={0}
      aria-label={t("queue")}
      aria-activedescendant={`${id}-${String(at)}`}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: `${String(visible.length)}px` }}>
        {visible.items.map(({ index: place, start }) => {
          const entry = entries[place];
          return entry === undefined ? null : (
            <Row
              key={entry.id}
              id={`${id}-${String(place)}`}
              {...{ entry, index: place, start }}
              isShown={place === at}
              hasDraft={drafts.value.has(entry.id)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The questions to review, one after another; of a long list only those in sight exist. */
export function QueueList() {
  const model = reviewContext.use();
  const { t, entries, filter, isFiltering } = model;
  const list = entries.value;
  return (
    <section class="queue" aria-label={t("queue")}>
      <div class="bar">
        <h2>{t("queue")}</h2>
        <span class="sp" />
        <select
          class="small"
          aria-label={t("queueOrder")}
          value={filter.value.order}
          onChange={({ currentTarget: { value } }) => {
            const order = queueOrders.find(one => one === value) ?? "page";
            model.run(walkQueue.take(model, { ...filter.value, order }, model.entry.value?.id ?? null));
          }}
        >
          {queueOrders.map(order => (
            <option key={order} value={order}>
              {t(codeKeys.orders[order])}
            </option>
          ))}
        </select>
        <button
          type="button"
          class="bare"
          aria-label={t("filters")}
          title={t("filters")}
          aria-expanded={isFiltering.value}
          onClick={() => (isFiltering.value = !isFiltering.value)}
        >
          <Icon name="filter" />
        </button>
      </div>
      {isFiltering.value && <QueueFilters />}
      {list?.length === 0 && <p class="sentence">{t("emptyQueue")}</p>}
      {list !== null && list.length > 0 && <Rows entries={list} />}
    </section>
  );
}
