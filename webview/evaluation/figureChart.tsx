import { ChartNumbers } from "./chartNumbers.js";
import { figureTwo, type FigurePoint, type FigureSeries } from "../../src/core/evaluation/tables/figureTwo.js";
import { paperTableOf } from "../../src/core/evaluation/paper/redrawTable.js";
import type { ResultTable } from "../../src/core/evaluation/tables/tableTypes.js";
import { taskKinds, type TaskKind } from "../../src/core/benchmark/taskKinds.js";
import { taskKindName } from "../taskKindName.js";
import { cellWords } from "./cellWords.js";
import { evaluationContext } from "./evaluationContext.js";

const height = 18;

/** A model at a task: own ones filled with their interval, the paper's as an outline; per cents from 0 to 100. */
function Bar({
  series,
  point,
  chance,
}: {
  readonly series: FigureSeries;
  readonly point: FigurePoint;
  readonly chance: number | null;
}) {
  const { lo, hi } = point;
  const value = point.value * 100;
  return (
    <svg class="barline" viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path class="base" d={`M0 ${height - 1}H100`} />
      <rect class={series.origin === "own" ? "ours" : "paper"} x="0" y="3" width={value} height={height - 7} />
      {lo !== null && hi !== null && (
        <path class="interval" d={`M${lo * 100} 8H${hi * 100}M${lo * 100} 5V12M${hi * 100} 5V12`} />
      )}
      {chance !== null && <path class="even" d={`M${chance * 100} 0V${height}`} />}
    </svg>
  );
}

interface TaskProps {
  readonly task: TaskKind;
  readonly series: readonly FigureSeries[];
  readonly chance: number | null;
}

function TaskBars({ task, series, chance }: TaskProps) {
  const { t } = evaluationContext.use();
  const points = series.flatMap(one => {
    const point = one.points.find(other => other.task === task);
    return point === undefined ? [] : [{ one, point }];
  });
  if (points.length === 0) return null;
  return (
    <div class="bargroup" role="listitem">
      <h2 class="small dim">{taskKindName(task, t)}</h2>
      {points.map(({ one, point }) => (
        <div class="barrow" key={`${one.origin} ${one.id}`}>
          <span class="cut" title={one.label}>
            {one.label}
          </span>
          <Bar series={one} point={point} chance={chance} />
          <span class="num figure">{cellWords.percent(point.value)}</span>
        </div>
      ))}
    </div>
  );
}

/** Figure 2: accuracy of each model at each task kind. Its numbers stand beside the bars, and in the table. */
export function FigureChart({ table }: { readonly table: ResultTable }) {
  const { t, showsPaper } = evaluationContext.use();
  const figure = figureTwo(table, showsPaper.value ? paperTableOf("models") : null);
  const { series } = figure;
  const chanceOf = (task: TaskKind) => table.columns.find(column => column.task === task)?.chance ?? null;
  return (
    <div class="scrolled" tabIndex={0} role="region" aria-label={t("chart")}>
      <p class="legend small" aria-hidden="true">
        <span class="key ours" /> {t("here")}
        {showsPaper.value && (
          <>
            <span class="key paper" /> {t("printed")}
          </>
        )}
        <span class="key even" /> {t("random")}
      </p>
      <div class="bars" role="list">
        {taskKinds.map(task => (
          <TaskBars key={task} task={task} series={series} chance={chanceOf(task)} />
        ))}
      </div>
      <ChartNumbers {...figure} />
    </div>
  );
}
