import type { ComponentChildren } from "preact";
import type { PlainTable } from "../../src/core/reward/tableText.js";
import type { Comparison, SideStatistics } from "../../src/protocol/reward/compareApi.js";
import { formatNumber } from "../formatNumber.js";
import { taskKindName } from "../taskKindName.js";
import { compareContext } from "./compareContext.js";
import { CopyTable } from "./copyButtons.js";
import { figureText } from "./figureText.js";
import { quadrantNames, statisticColumns, statisticRows, statisticsTables } from "./statisticsTables.js";

interface PartProps {
  readonly title: string;
  readonly help: string | null;
  readonly table: () => PlainTable;
  readonly heads: readonly string[];
  readonly children: ComponentChildren;
}

/** A table with its title, its copies and what has to be known to read it. */
function Part({ title, help, table, heads, children }: PartProps) {
  return (
    <section aria-label={title}>
      <div class="bar">
        <h2>{title}</h2>
        <span class="sp" />
        <CopyTable table={table} />
      </div>
      <div class="tablescroll" tabindex={0}>
        <table class="num">
          <thead>
            <tr>
              {heads.map((text, i) => (
                <th key={text} class={i === 0 ? "l" : ""} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
      {help !== null && <p class="note">{help}</p>}
    </section>
  );
}

function useSides(comparison: Comparison): (side: number) => string {
  const { nameOf } = compareContext.use();
  return side => {
    const set = comparison.sides[side];
    return set === undefined ? "" : nameOf(set);
  };
}

/** The head of a row: its side, under the task kind where a new one begins. */
function RowHeads({ row, side }: { readonly row: SideStatistics; readonly side: string }) {
  const { t } = compareContext.use();
  return (
    <th class="l" scope="row">
      <span class="dim">{row.taskKind === null ? t("allKinds") : taskKindName(row.taskKind, t)}</span> {side}
    </th>
  );
}

function Figures({ comparison }: { readonly comparison: Comparison }) {
  const { t } = compareContext.use();
  const nameOf = useSides(comparison);
  const rows = statisticRows(comparison);
  const heads = [t("side"), ...statisticColumns.map(({ name }) => t(name)), t("unparsed"), t("rollouts")];
  return (
    <Part
      title={t("statistics")}
      help={t("foundHelp")}
      heads={heads}
      table={() => statisticsTables.figures(comparison, nameOf, t)}
    >
      {rows.map((row, i) => (
        <tr key={i} class={rows[i - 1]?.taskKind === row.taskKind ? "" : "first"}>
          <RowHeads row={row} side={nameOf(row.side)} />
          {statisticColumns.map(({ name, digits }) => (
            <td key={name}>{figureText.interval(row[name], digits, t) || t("notGiven")}</td>
          ))}
          <td>{row.unparsed}</td>
          <td>{row.rollouts}</td>
        </tr>
      ))}
    </Part>
  );
}

function Quadrants({ comparison }: { readonly comparison: Comparison }) {
  const { t, taskKind } = compareContext.use();
  const nameOf = useSides(comparison);
  const rows = statisticRows(comparison).filter(row => row.taskKind === taskKind.value);
  return (
    <Part
      title={t("quadrants")}
      help={t("quadrantsHelp")}
      heads={[t("side"), ...quadrantNames.map(name => t(name))]}
      table={() => statisticsTables.quadrants(comparison, nameOf, t)}
    >
      {rows.map((row, i) => {
        const all = quadrantNames.reduce((sum, name) => sum + row.quadrants[name], 0);
        return (
          <tr key={i}>
            <RowHeads row={row} side={nameOf(row.side)} />
            {quadrantNames.map(name => (
              <td key={name}>
                {row.quadrants[name]}{" "}
                <span class="dim">{all === 0 ? "" : formatNumber.percent(row.quadrants[name] / all, 0)}</span>
              </td>
            ))}
          </tr>
        );
      })}
    </Part>
  );
}

function ByKind({ comparison }: { readonly comparison: Comparison }) {
  const { t } = compareContext.use();
  if (comparison.transitions.length === 0) return null;
  const heads = [t("taskKind"), t("pairs"), t("gained"), t("lost"), t("difference"), t("pValue"), t("pAdjusted")];
  const p = (value: number) => (value < 0.001 ? t("pBelow") : formatNumber.fixed(value, 3));
  return (
    <Part title={t("byKind")} help={null} heads={heads} table={() => statisticsTables.transitions(comparison, t)}>
      {comparison.transitions.map(({ taskKind, pairs, mcnemar, difference }) => (
        <tr key={taskKind ?? ""}>
          <th class="l" scope="row">
            {taskKind === null ? t("allKinds") : taskKindName(taskKind, t)}
          </th>
          <td>{pairs}</td>
          <td>{mcnemar.c}</td>
          <td>{mcnemar.b}</td>
          <td>{figureText.interval(difference, 3, t)}</td>
          <td>{p(mcnemar.p)}</td>
          <td>{taskKind === null ? "" : p(mcnemar.adjusted)}</td>
        </tr>
      ))}
    </Part>
  );
}

/** How the sides zoom, and what came of it. */
export function StatisticsPane() {
  const { comparison } = compareContext.use();
  const value = comparison.state.value.value;
  if (value === null) return null;
  return (
    <div class="statistics" role="tabpanel">
      <Figures comparison={value} />
      <ByKind comparison={value} />
      <Quadrants comparison={value} />
    </div>
  );
}
