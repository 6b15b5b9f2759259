import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ComparedFigure } from "../../src/core/simulate/miniature/comparedFigure.js";
import { ChartHead } from "../strategies/chartHead.js";
import { chartKeys } from "../strategies/chartKeys.js";
import { ChartLegend } from "../strategies/chartLegend.js";
import { lineValue } from "../strategies/lineValue.js";
import { mountChart, type MountedChart } from "../strategies/mountChart.js";
import { armLabels } from "./armLabels.js";
import { armLines, armRange, type ArmLine } from "./armLines.js";
import { FigureTable } from "./figureTable.js";
import { miniatureContext } from "./miniatureContext.js";
import { phaseStarts } from "./phaseStarts.js";
import type { ShownComparison } from "./shownComparison.js";

interface ChartProps {
  readonly figure: ComparedFigure;
  readonly shown: ShownComparison;
  readonly lines: readonly ArmLine[];
}

/** The drawn lines. To a keyboard and a screen reader a slider over the steps that says the values at each. */
function Plot({ figure, shown, lines }: ChartProps) {
  const model = miniatureContext.use();
  const { t, theme, hovered, pinned, align } = model;
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<MountedChart | null>(null);
  const range = armRange(shown.comparison, align.value);
  useEffect(() => {
    if (holder.current === null) return undefined;
    const changes = phaseStarts(shown.comparison, align.value);
    const mounted = mountChart(holder.current, model, {
      lines,
      range,
      marks: { changes, changeWord: t("phaseStarts"), alarms: [], warning: "" },
      // A point is a mean over seeds: nothing is listed behind it, it is pinned.
      picked: (_, place) => (pinned.value = pinned.peek() === place ? null : place),
    });
    chart.current = mounted;
    return () => mounted.dispose();
  }, [model, lines, shown, theme.value]);
  const place = hovered.value ?? pinned.value ?? range[1];
  const names = armLabels(shown.arms);
  const said = lines.map(line => `${names[line.arm] ?? ""} ${lineValue(line, place, t)}`).join(", ");
  return (
    <div
      class="plot"
      ref={holder}
      role="slider"
      tabindex={0}
      aria-label={t(figure)}
      aria-valuemin={range[0]}
      aria-valuemax={range[1]}
      aria-valuenow={place}
      aria-valuetext={`${String(place)}: ${said}`}
      onKeyDown={event => {
        const key = chartKeys(event, model, lines);
        if (key === null) return;
        event.preventDefault();
        if (key.kind === "move") chart.current?.moveTo(key.place);
      }}
      onBlur={() => chart.current?.moveTo(null)}
    />
  );
}

/** One figure of every arm, as lines or as a table. */
export function FigureChart({ figure, shown }: Omit<ChartProps, "lines">) {
  const model = miniatureContext.use();
  const { t, tables, align } = model;
  const lines = useMemo(() => armLines(shown.comparison, figure, align.value), [shown.comparison, figure, align.value]);
  const names = armLabels(shown.arms);
  return (
    <section class="chart" aria-label={t(figure)}>
      <ChartHead id={figure} title={t(figure)} {...{ tables, t }} />
      {tables.value.includes(figure) ? (
        <FigureTable {...{ figure, shown, lines }} />
      ) : (
        <div class="drawn">
          <Plot {...{ figure, shown, lines }} />
          <ChartLegend names={lines.map(line => names[line.arm] ?? "")} places={model} {...{ lines, t }} />
        </div>
      )}
    </section>
  );
}
