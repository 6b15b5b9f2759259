import type { StrategyTable } from "../../src/protocol/reward/whatIfApi.js";
import type { RewardStringKey } from "../../src/protocol/reward/rewardStrings.js";
import type { ListedStrategy } from "../../src/protocol/reward/strategyList.js";
import { strategyName } from "../../src/protocol/reward/strategyName.js";
import { formatNumber } from "../formatNumber.js";
import { Icon } from "../icon.js";
import { cellActions } from "./cellActions.js";
import { gridCell, type GridCell, type GridPlace } from "./gridCell.js";
import { strategiesContext } from "./strategiesContext.js";
import type { StrategiesModel } from "./strategiesModel.js";
import { figureOf, figureText, partTexts, type TableRow } from "./tableColumns.js";

/** What stands in a cell: a number, a word in place of one, or nothing where a part has no such figure. */
function cellText(cell: GridCell, table: StrategyTable, { t }: StrategiesModel): string {
  const figures = table.cells[cell.row.strategy]?.[cell.index] ?? null;
  const isMean = cell.figure === "mean";
  if (figures === null) return isMean && cell.row.part === null ? t("noRollouts") : "";
  if (cell.row.part !== null) {
    const mean = figures.means[cell.row.part];
    return isMean ? (mean === null ? t("notRecomputable") : formatNumber.fixed(mean, 2)) : "";
  }
  const value = figureOf(figures, cell.figure, cell.row.spec === table.against);
  if (value === "same") return t("notApplicable");
  if (value === null) return t(isMean ? "notRecomputable" : "notApplicable");
  const text = figureText(value, cell.figure);
  // No mean leaves rollouts out silently.
  return isMean && figures.notRecomputable > 0 ? t("partialMean", text) : text;
}

interface RowProps {
  readonly table: StrategyTable;
  readonly row: TableRow;
  readonly index: number;
  /** The place that the tabulator key leads to. */
  readonly place: GridPlace;
  readonly onReach: (place: GridPlace) => void;
}

const fromTexts: Readonly<Record<Exclude<ListedStrategy["from"], "built-in">, RewardStringKey>> = {
  settings: "fromSettings",
  "loupe.json": "fromRun",
  "own-code": "fromCode",
};

function RowHead({ row, index, place, onReach }: RowProps) {
  const model = strategiesContext.use();
  const { t, list } = model;
  const listed = list.state.value.value;
  const { name, note } = strategyName(row.spec, listed?.strategies ?? [], t);
  const from = listed?.strategies.find(one => one.spec === row.spec)?.from ?? "built-in";
  const words = [
    note,
    ...(from === "built-in" ? [] : [t(fromTexts[from])]),
    ...(listed?.asLogged === row.spec ? [t("asLogged")] : []),
  ];
  const remove = t("remove", name);
  return (
    <th
      class="l name"
      scope="row"
      role="rowheader"
      data-at={`${String(index)}:0`}
      tabindex={place.row === index && place.column === 0 ? 0 : -1}
      onClick={() => onReach({ row: index, column: 0 })}
    >
      {row.part === null ? (
        <span class="named">
          <b>{name}</b> <span class="dim small">{words.filter(word => word !== "").join(", ")}</span>
          <button
            type="button"
            class="bare remove"
            tabindex={-1}
            title={remove}
            aria-label={remove}
            onClick={() => cellActions.remove(model, row.spec)}
          >
            <Icon name="close" />
          </button>
        </span>
      ) : (
        <span class="part">{t(partTexts[row.part])}</span>
      )}
    </th>
  );
}

/** One strategy, or one part of its reward, at every step. */
export function GridRow(props: RowProps) {
  const { table, row, index, place, onReach } = props;
  const model = strategiesContext.use();
  const subject = model.subject.value;
  const reach = (cell: GridCell, column: number) => {
    onReach({ row: index, column });
    cellActions.list(model, gridCell.query(cell, table, model.estimator.peek()));
  };
  const isPicked = (cell: GridCell) =>
    subject?.kind === "pushed" &&
    row.part === null &&
    JSON.stringify(subject.query) === JSON.stringify(gridCell.query(cell, table, model.estimator.value)) &&
    cell.figure !== "rank";
  const columns = Array.from({ length: gridCell.columns(table) - 1 }, (_, i) => i + 1);
  return (
    <tr class={row.part === null ? "" : "parts"}>
      <RowHead {...props} />
      {columns.map(column => {
        const cell = gridCell.at(table, [row], { row: 0, column });
        if (cell === null) return null;
        const names = [cell.figure === "mean" ? "grp" : "", isPicked(cell) ? "pick" : ""].filter(Boolean);
        return (
          <td
            key={column}
            role="gridcell"
            class={names.join(" ")}
            data-at={`${String(index)}:${String(column)}`}
            tabindex={place.row === index && place.column === column ? 0 : -1}
            onClick={() => reach(cell, column)}
          >
            {cellText(cell, table, model)}
          </td>
        );
      })}
    </tr>
  );
}
