import type { StrategyTable } from "../../src/protocol/reward/whatIfApi.js";
import { strategyName } from "../../src/protocol/reward/strategyName.js";
import { Icon } from "../icon.js";
import { cellWords } from "./cellWords.js";
import type { GridCell } from "./gridCell.js";
import { setName } from "./setName.js";
import { strategiesContext } from "./strategiesContext.js";

interface CellNoteProps {
  readonly table: StrategyTable;
  /** The cell that had the focus last: leaving it must not move what one clicks next. Null explains the table. */
  readonly cell: GridCell | null;
}

/** Rollouts whose zoom parts nobody can recompute, of all: those of columns in which no rollout has them. */
function withoutTargets({ cells }: StrategyTable): readonly [without: number, of: number] {
  const row = cells[0] ?? [];
  const count = (list: typeof row) => list.reduce((sum, cell) => sum + (cell?.rollouts ?? 0), 0);
  return [count(row.filter(cell => cell?.means.toolAccuracy === null && cell.means.toolCount === null)), count(row)];
}

/** Whether some mean is over a part of its rollouts only. */
const isPartial = ({ cells }: StrategyTable) =>
  cells.some(row => row.some(cell => cell !== null && cell.means.total !== null && cell.notRecomputable > 0));

/** What a cell says in words, or what the heads mean; and what could not be recomputed, with the way to change that. */
export function CellNote({ table, cell }: CellNoteProps) {
  const model = strategiesContext.use();
  const { t, list, host } = model;
  const figures = cell === null ? null : (table.cells[cell.row.strategy]?.[cell.index] ?? null);
  const [without, of] = withoutTargets(table);
  const words = (): string => {
    if (cell === null || figures === null) return `${t("legend")} ${t("keys")}`;
    const { name } = strategyName(cell.row.spec, list.state.value.value?.strategies ?? [], t);
    const about = t("cellName", name, setName.steps(cell.set, t));
    return [about, ...cellWords(figures, cell.row.spec === table.against, t)].join(" · ");
  };
  return (
    <>
      <p class="note line" aria-live="polite">
        <Icon name="info" />
        <span>{words()}</span>
      </p>
      {without > 0 && (
        <p class="note line">
          <Icon name="warn" class="warn" />
          <span>
            {t("noTargets", without, of)}{" "}
            <button type="button" class="link" onClick={() => model.run(host.addDataset(null))}>
              {t("addDataset")}
            </button>
          </span>
        </p>
      )}
      {isPartial(table) && (
        <p class="note line">
          <Icon name="info" />
          <span>{t("partialMeans")}</span>
        </p>
      )}
      {table.unread > 0 && (
        <p class="note line">
          <Icon name="warn" class="warn" />
          <span>{t("unread", table.unread)}</span>
        </p>
      )}
    </>
  );
}
