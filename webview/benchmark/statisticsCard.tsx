import { tableText, type PlainTable } from "../../src/core/reward/tableText.js";
import type { StatisticsTable } from "../../src/protocol/benchmark/statisticsTables.js";
import { Icon } from "../icon.js";
import { BarChart } from "./barChart.js";
import { barRows } from "./barRows.js";
import { benchmarkContext } from "./benchmarkContext.js";

function Table({ table }: { readonly table: PlainTable }) {
  const isFigure = (column: number) =>
    table.rows.some(row => typeof row[column] === "number") &&
    table.rows.every(row => typeof row[column] === "number" || (row[column] ?? null) === null);
  const classes = table.head.map((_, column) => (isFigure(column) ? "num figure" : "text"));
  return (
    <table class="figures">
      <thead>
        <tr>
          {table.head.map((word, column) => (
            <th key={column} scope="col" class={classes[column]}>
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, index) => (
          <tr key={index}>
            {table.head.map((_, column) => (
              <td key={column} class={classes[column]}>
                {row[column] ?? ""}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One table of the statistics, drawn as bars where that says more, with its copies. */
export function StatisticsCard({ shown }: { readonly shown: StatisticsTable }) {
  const { t, host, run, tables } = benchmarkContext.use();
  const { id, title, table } = shown;
  const bars = barRows(shown);
  const isTable = bars === null || tables.value.includes(id);
  const label = t(isTable ? "showBars" : "showTable");
  const toggle = () => {
    tables.value = isTable ? tables.value.filter(one => one !== id) : [...tables.value, id];
  };
  const copy = (format: keyof typeof tableText) => run(host.copyText({ text: tableText[format](table) }));
  return (
    <section class="card" aria-label={title} data-table={id}>
      <header>
        <h2 class="cardhead">{title}</h2>
        <span class="sp" />
        {bars !== null && (
          <button type="button" class="bare" title={label} aria-label={label} onClick={toggle}>
            <Icon name={isTable ? "curve" : "table"} />
          </button>
        )}
        <button
          type="button"
          class="bare"
          title={t("copyMarkdown")}
          aria-label={t("copyMarkdown")}
          onClick={() => copy("markdown")}
        >
          <Icon name="copy" />
        </button>
        <button type="button" class="bare" title={t("copyCsv")} aria-label={t("copyCsv")} onClick={() => copy("csv")}>
          CSV
        </button>
      </header>
      {isTable ? <Table table={table} /> : <BarChart rows={bars} />}
    </section>
  );
}
