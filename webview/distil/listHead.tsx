import { dropReasons, type DropReason } from "../../src/core/distil/dropReason.js";
import { distilActions } from "./distilActions.js";
import { distilContext } from "./distilContext.js";
import { distilWords } from "./distilWords.js";

/** Which traces are listed, and their reasons, which narrow the list. */
export function ListHead() {
  const model = distilContext.use();
  const { t, query, list } = model;
  const shown = list.value;
  if (shown === null) return null;
  const there = dropReasons.filter(reason => (shown.byReason[reason] ?? 0) > 0 || reason === query.value.reason);
  const choose = (reason: DropReason | null) => distilActions.list(model, { ...query.value, reason });
  return (
    <div class="bar wraps listhead">
      <h2>{t("listOf", distilWords.task(query.value.task, t), distilWords.list(query.value.filter, t))}</h2>
      <span class="num">{distilWords.count(shown.total)}</span>
      {there.length > 1 || query.value.reason !== null ? (
        <div class="chips" role="group" aria-label={t("byReason")}>
          <button
            type="button"
            class="plain choose"
            aria-pressed={query.value.reason === null}
            onClick={() => choose(null)}
          >
            {t("all")} <span class="num">{shown.total}</span>
          </button>
          {there.map(reason => (
            <button
              key={reason}
              type="button"
              class="plain choose"
              data-reason={reason}
              aria-pressed={query.value.reason === reason}
              onClick={() => choose(reason)}
            >
              {t(`reason_${reason}`)} <span class="num">{shown.byReason[reason] ?? 0}</span>
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
