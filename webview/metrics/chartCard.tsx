import { useErrorBoundary } from "preact/hooks";
import { controls } from "../controls.js";
import { errorText } from "../errorText.js";
import { Icon } from "../icon.js";
import { CurveChart } from "./curveChart.js";
import { gapWords } from "./gapWords.js";
import { metricsContext } from "./metricsContext.js";
import { ValueTable } from "./valueTable.js";
import { valueAt } from "./valueAt.js";

/** The value at the hovered step, else the latest one. */
function HoveredValue({ name }: { readonly name: string }) {
  const { t, byName, view, hoveredStep } = metricsContext.use();
  const series = byName.value.get(name);
  if (series === undefined) return null;
  const text = valueAt(series, view.value?.curves.steps ?? [], hoveredStep.value, t);
  return <span class={hoveredStep.value === null ? "value dim num" : "value num"}>{text}</span>;
}

/** One series: its name, its value, what interrupts it, and its curve or its table. */
export function ChartCard({ name }: { readonly name: string }) {
  const model = metricsContext.use();
  const { t, byName, tables, host } = model;
  const caught: readonly unknown[] = useErrorBoundary(failure =>
    model.run(host.log({ level: "error", message: errorText(failure).slice(0, 2000) })),
  );
  const error = caught[0];
  const series = byName.value.get(name);
  if (series === undefined) return null;
  const isTable = tables.value.includes(name);
  const toggle = () => (tables.value = isTable ? tables.value.filter(one => one !== name) : [...tables.value, name]);
  const gaps = gapWords(series, t);
  return (
    <section class="card" aria-label={name}>
      <header>
        <h3 title={name}>{name}</h3>
        <HoveredValue name={name} />
        <controls.Button appearance="icon" label={t(isTable ? "showCurve" : "showTable")} onClick={toggle}>
          <Icon name={isTable ? "curve" : "table"} />
        </controls.Button>
      </header>
      {error !== undefined && <p class="sentence">{t("chartLost", errorText(error))}</p>}
      {error === undefined && (isTable ? <ValueTable name={name} /> : <CurveChart name={name} />)}
      <p class="gaps small">{gaps.join(" · ")}</p>
    </section>
  );
}
