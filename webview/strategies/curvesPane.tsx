import type { RewardCurves } from "../../src/protocol/reward/curvesApi.js";
import { AlarmSummary } from "./alarmLines.js";
import { ChartCard } from "./chartCard.js";
import { chartKinds } from "./chartKinds.js";
import { chartView } from "./chartView.js";
import { AlignChoice, PlaceLine } from "./chartAxis.js";
import { CheckMenu } from "./checkMenu.js";
import { LoadState } from "./loadState.js";
import { PartBoundary } from "./partBoundary.js";
import { sameSource } from "./sameSource.js";
import { setName } from "./setName.js";
import { strategiesContext } from "./strategiesContext.js";

/** At most so many runs beside the chosen one; the worker refuses more. */
const mostOthers = 7;

/** Which runs, which charts, and what the axis counts. */
function CurveTools() {
  const model = strategiesContext.use();
  const { t, sources, source, others, charts, alarms, curves } = model;
  const known = sources.state.value.value ?? [];
  const rest = known.filter(one => one.steps.length > 0 && source.value !== null && !sameSource(one, source.value));
  const shown = chartView
    .shown(charts.value, alarms.state.value.value ?? [], curves.state.value.value)
    .map(({ id }) => id);
  const toggleRun = (id: string, isChecked: boolean) => {
    const one = rest[Number(id)];
    if (one === undefined) return;
    const { run, phase, folder } = one;
    const without = others.value.filter(key => !sameSource(key, one));
    others.value = isChecked ? [...without, { run, phase, folder }].slice(-mostOthers) : without;
  };
  return (
    <>
      <AlignChoice axis={model} t={t} />
      {rest.length > 0 && (
        <CheckMenu
          label={t("runs")}
          items={rest.map((one, i) => ({
            id: String(i),
            text: setName.source(one, t),
            isChecked: others.value.some(key => sameSource(key, one)),
          }))}
          onToggle={toggleRun}
        />
      )}
      <CheckMenu
        label={t("charts")}
        items={chartKinds.map(({ id, title }) => ({ id, text: t(title), isChecked: shown.includes(id) }))}
        onToggle={(id, isChecked) => (charts.value = isChecked ? [...shown, id] : shown.filter(one => one !== id))}
      />
    </>
  );
}

function Charts({ curves }: { readonly curves: RewardCurves }) {
  const model = strategiesContext.use();
  const { t, charts, alarms, host } = model;
  const shown = chartView.shown(charts.value, alarms.state.value.value ?? [], curves);
  if (shown.length === 0) return <p class="sentence">{t("noCharts")}</p>;
  return (
    <div class="charts">
      {shown.map(kind => (
        <PartBoundary key={kind.id}>
          <ChartCard {...{ kind, curves }} />
        </PartBoundary>
      ))}
      <PartBoundary>
        <AlarmSummary />
      </PartBoundary>
      <button type="button" class="link own" onClick={() => model.run(host.openMetrics(null))}>
        {t("trainerMetrics")}
      </button>
    </div>
  );
}

/** The curves of the chosen run and of others beside it. */
export function CurvesPane() {
  const model = strategiesContext.use();
  const { t, curves, alarms, drawn } = model;
  const value = curves.state.value.value;
  const hasSteps = drawn.value.some(({ steps }) => steps.length > 0);
  return (
    <section class="curvespane" aria-label={t("curves")}>
      <div class="bar wrap">
        <h2>{t("curves")}</h2>
        <span class="sp" />
        <CurveTools />
      </div>
      {hasSteps ? <PlaceLine axis={model} t={t} /> : <p class="sentence">{t("noCurves")}</p>}
      <LoadState of={curves} />
      <LoadState of={alarms} />
      {value !== null && hasSteps && <Charts curves={value} />}
    </section>
  );
}
