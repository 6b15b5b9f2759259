import { taskKinds } from "../../src/core/benchmark/taskKinds.js";
import type { FigureTwo } from "../../src/core/evaluation/tables/figureTwo.js";
import { figureTable } from "../../src/protocol/evaluation/figureTable.js";
import { taskKindName } from "../taskKindName.js";
import { cellWords } from "./cellWords.js";
import { evaluationContext } from "./evaluationContext.js";

/** How far open models lie behind, task by task. */
function Deficits({ figure }: { readonly figure: FigureTwo }) {
  const { say } = evaluationContext.use();
  const drawn = figureTable(figure, say);
  if (drawn === null) return null;
  return (
    <table class="grid">
      <thead>
        <tr>
          {drawn.head.map(name => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {drawn.rows.map(({ label, cells }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {cells.map((cell, at) => (
              <td key={at} class="num">
                {cell?.text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The table behind the chart: every bar with its interval. */
export function ChartNumbers(figure: FigureTwo) {
  const { t, say } = evaluationContext.use();
  const tasks = taskKinds.filter(task => figure.series.some(({ points }) => points.some(one => one.task === task)));
  return (
    <details class="notes wide">
      <summary>{t("numbers")}</summary>
      <table class="grid">
        <thead>
          <tr>
            <th scope="col">{t("model")}</th>
            {tasks.map(task => (
              <th key={task} scope="col">
                {taskKindName(task, t)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figure.series.map(({ id, origin, label, points }) => (
            <tr key={`${origin} ${id}`}>
              <th scope="row">{origin === "paper" ? say("result_paper", label) : label}</th>
              {tasks.map(task => {
                const point = points.find(one => one.task === task);
                const isOpen = point === undefined || point.lo === null || point.hi === null;
                return (
                  <td key={task} class="num">
                    {point === undefined ? "–" : cellWords.percent(point.value)}
                    {!isOpen && (
                      <span class="small dim"> {`${cellWords.percent(point.lo)}–${cellWords.percent(point.hi)}`}</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <Deficits figure={figure} />
      <p class="small dim">{say("result_figureNote")}</p>
    </details>
  );
}
