import type { DrawnLine } from "./drawnLine.js";
import { lineStyle } from "./lineStyles.js";
import { lineValue } from "./lineValue.js";
import type { ChartPlaces } from "./mountChart.js";

interface ChartLegendProps {
  readonly lines: readonly DrawnLine[];
  /** One a line. */
  readonly names: readonly string[];
  readonly places: ChartPlaces;
  readonly t: (key: "noValue") => string;
}

/** What each line is, as it is drawn, and its value at the place that is hovered or pinned. */
export function ChartLegend({ lines, names, places: { hovered, pinned }, t }: ChartLegendProps) {
  return (
    <dl class="legend num">
      {lines.map((line, index) => {
        const { width, dash, isFirst } = lineStyle(index);
        const name = names[index] ?? "";
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
