import { useSignal } from "@preact/signals";
import { controls } from "../controls.js";
import { CheckLine } from "./checkLine.js";
import { metricsContext } from "./metricsContext.js";

const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/** Moves the focus among the checkboxes of a list: they are one stop of the tabulator key, whatever their number. */
function moveFocus(event: KeyboardEvent): void {
  const move = moves[event.key];
  if (move === undefined || !(event.currentTarget instanceof HTMLElement)) return;
  const boxes = [...event.currentTarget.querySelectorAll("input")];
  const at = boxes.findIndex(box => box === document.activeElement);
  event.preventDefault();
  boxes[Math.min(boxes.length - 1, Math.max(0, at + move))]?.focus();
}

function Boxes({ names }: { readonly names: readonly string[] }) {
  const { shown, selected } = metricsContext.use();
  /** The name that the tabulator key leads to. */
  const stop = useSignal<string | null>(null);
  const chosen = new Set(shown.value);
  const toggle = (name: string, isChecked: boolean) =>
    (selected.value = isChecked ? [...chosen, name] : [...chosen].filter(one => one !== name));
  const reached = stop.value !== null && names.includes(stop.value) ? stop.value : names[0];
  return (
    <ul class="names" onKeyDown={moveFocus}>
      {names.map(name => (
        <li key={name} onFocusIn={() => (stop.value = name)}>
          <CheckLine
            label={name}
            isChecked={chosen.has(name)}
            onChange={isChecked => toggle(name, isChecked)}
            tabIndex={name === reached ? 0 : -1}
          />
        </li>
      ))}
    </ul>
  );
}

/** The series of the file: a filter by name, and which are on show. */
export function SeriesList() {
  const { t, byName, shown, selected, filter } = metricsContext.use();
  const names = [...byName.value.keys()];
  const wanted = filter.value.trim().toLowerCase();
  const found = names.filter(name => name.toLowerCase().includes(wanted));
  return (
    <section class="serieslist" aria-label={t("series")}>
      <controls.TextField value={filter.value} label={t("filterSeries")} onInput={text => (filter.value = text)} />
      <div class="counts">
        <span class="dim small num">{t("countAll", shown.value.length, names.length)}</span>
        <span class="sp" />
        <button type="button" class="link small" onClick={() => (selected.value = null)}>
          {t("selectSuggested")}
        </button>
        <button type="button" class="link small" onClick={() => (selected.value = [])}>
          {t("selectNone")}
        </button>
      </div>
      {found.length === 0 ? <p class="dim small">{t("noMatch")}</p> : <Boxes names={found} />}
    </section>
  );
}
