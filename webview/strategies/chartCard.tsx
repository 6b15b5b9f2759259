import { useEffect, useMemo, useRef } from "preact/hooks";
import type { RewardCurves } from "../../src/protocol/reward/curvesApi.js";
import { AlarmLines } from "./alarmLines.js";
import { ChartHead } from "./chartHead.js";
import type { ChartKind } from "./chartKinds.js";
import { chartKeys } from "./chartKeys.js";
import { ChartLegend } from "./chartLegend.js";
import { chartLines, type ChartLine } from "./chartLines.js";
import { ChartTable } from "./chartTable.js";
import { chartView } from "./chartView.js";
import { lineName } from "./lineName.js";
import { lineValue } from "./lineValue.js";
import { mountChart, type MountedChart } from "./mountChart.js";
import { strategiesContext } from "./strategiesContext.js";
import type { StrategiesModel } from "./strategiesModel.js";

interface ChartProps {
  readonly kind: ChartKind;
  readonly curves: RewardCurves;
  readonly lines: readonly ChartLine[];
}

/** Lists the rollouts behind a point of a line. A series of the trainer's own has none. */
function listBehind(model: StrategiesModel, line: ChartLine, place: number): void {
  const step = line.steps[line.x.indexOf(place)];
  const source = model.drawn.peek()[line.set];
  if (line.curve === null || step === undefined || source === undefined) return;
  const { run, phase, folder } = source;
  const set = { ...{ run, phase, folder }, ...{ from: null, to: null } };
  model.pane.value = "rollouts";
  model.subject.value = { kind: "behind", query: { set, curve: line.curve, step } };
}

/** The drawn lines. To a keyboard and a screen reader a slider over the steps that says the values at each. */
function Plot({ kind, curves, lines }: ChartProps) {
  const model = strategiesContext.use();
  const { t, theme, hovered, pinned, alarms } = model;
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<MountedChart | null>(null);
  const range = chartView.range(curves);
  const fired = (alarms.state.value.value ?? []).filter(({ state }) => state === "fires");
  useEffect(() => {
    if (holder.current === null) return undefined;
    const breaks = curves.breaks[0] ?? [];
    const warning = getComputedStyle(holder.current).getPropertyValue("--loupe-differs").trim();
    const mounted = mountChart(holder.current, model, {
      lines,
      range,
      marks: {
        changes: breaks.map(step => step - (curves.origins[0] ?? 1) + 1),
        changeWord: t("ruleChanged"),
        alarms: chartView.alarmPlaces(lines, fired),
        warning,
      },
      picked: (line, place) => listBehind(model, line, place),
    });
    chart.current = mounted;
    return () => mounted.dispose();
  }, [model, lines, curves, theme.value, fired.length]);
  const place = hovered.value ?? pinned.value ?? range[1];
  const said = lines.map(line => `${lineName(line, kind, model)} ${lineValue(line, place, t)}`).join(", ");
  return (
    <div
      class="plot"
      ref={holder}
      role="slider"
      tabindex={0}
      aria-label={t(kind.title)}
      aria-valuemin={range[0]}
      aria-valuemax={range[1]}
      aria-valuenow={place}
      aria-valuetext={`${String(place)}: ${said}`}
      onKeyDown={event => {
        const key = chartKeys(event, model, lines);
        if (key === null) return;
        event.preventDefault();
        if (key.kind === "move") chart.current?.moveTo(key.place);
        else listBehind(model, key.line, key.place);
      }}
      onBlur={() => chart.current?.moveTo(null)}
    />
  );
}

/** One chart: its name, its lines or its table, and the alarms that look at it. */
export function ChartCard({ kind, curves }: Omit<ChartProps, "lines">) {
  const model = strategiesContext.use();
  const { t, tables } = model;
  const lines = useMemo(() => chartLines(kind, curves), [kind, curves]);
  return (
    <section class="chart" aria-label={t(kind.title)}>
      <ChartHead id={kind.id} title={t(kind.title)} {...{ tables, t }} />
      {lines.length === 0 ? (
        <p class="dim small">{t("noLine")}</p>
      ) : tables.value.includes(kind.id) ? (
        <ChartTable {...{ kind, lines }} />
      ) : (
        <div class="drawn">
          <Plot {...{ kind, curves, lines }} />
          <ChartLegend names={lines.map(line => lineName(line, kind, model))} places={model} {...{ lines, t }} />
        </div>
      )}
      <AlarmLines kind={kind} />
    </section>
  );
}
