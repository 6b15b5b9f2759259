import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ComparedFigure } from "../../src/core/simulate/miniature/comparedFigure.js";
import { Icon } from "../icon.js";
import { chartKeys } from "../strategies/chartKeys.js";
import { lineStyle } from "../strategies/lineStyles.js";
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

/** What each line is, as it is drawn, and its value at the place that is hovered or pinned. */
function Legend({ shown, lines }: Omit<ChartProps, "figure">) {
  const { t, hovered, pinned } = miniatureContext.use();
  const names = armLabels(shown.arms);
  return (
    <dl class="legend num">
      {lines.map((line, index) => {
        const { width, dash, isFirst } = lineStyle(index);
        const name = names[line.arm] ?? "";
        return (
          <div key={index} title={name}>
            <dt>
              <svg class={isFirst ? "sample first" : "sample"} width="20" height="8" aria-hidden="true">
                <path d="M1 4H19" stroke-width={width} stroke-dasharray={dash.join(" ")} />
              </svg>
              <span class="cut">{name}</span>
            </dt>
            <dd>{lineValue(line, hovered.value ?? pinned.value, t)}</dd>
          </div>
        );
      })}
    </dl>
  );
}

/** One figure of every arm, as lines or as a table. */
export function FigureChart({ figure, shown }: Omit<ChartProps, "lines">) {
  const { t, tables, align } = miniatureContext.use();
  const lines = useMemo(() => armLines(shown.comparison, figure, align.value), [shown.comparison, figure, align.value]);
  const isTable = tables.value.includes(figure);
  const toggle = () => {
    tables.value = isTable ? tables.value.filter(one => one !== figure) : [...tables.value, figure];
  };
  const label = t(isTable ? "showCurve" : "showTable");
  return (
    <section class="chart" aria-label={t(figure)}>
      <header>
        <h3>{t(figure)}</h3>
        <span class="sp" />
        <button type="button" class="bare" title={label} aria-label={label} onClick={toggle}>
          <Icon name={isTable ? "curve" : "table"} />
        </button>
      </header>
      {isTable ? (
        <FigureTable {...{ figure, shown, lines }} />
      ) : (
        <div class="drawn">
          <Plot {...{ figure, shown, lines }} />
          <Legend {...{ shown, lines }} />
        </div>
      )}
    </section>
  );
}
