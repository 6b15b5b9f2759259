import type { RedrawnTable } from "../../core/evaluation/paper/redrawTable.js";
import type { NumberedTable } from "../../core/evaluation/tables/numberedTables.js";
import type { ResultCell } from "../../core/evaluation/tables/resultCell.js";
import type { PlainTable } from "../../core/reward/tableText.js";

const head = [
  ...["table", "origin", "row", "model", "input", "column", "value", "low", "high", "right", "asked", "answered"],
  ...["unparsed", "truncated", "refused", "empty", "failed", "unjudged", "judge_failed", "excluded", "stale"],
  ...["chance", "chance_p", "base", "difference", "difference_low", "difference_high", "p", "holm", "calls", "iou"],
  ...["printed", "printed_difference"],
] as const;
type Field = (typeof head)[number];
type CellRecord = Partial<Record<Field, string | number | null>>;

function ownFields(cell: ResultCell): CellRecord {
  const { accuracy, answered, waiting, counts, againstBase: against, zoom } = cell;
  const counted = { right: accuracy.k, asked: accuracy.n, answered: answered.n };
  const decided = waiting === null ? counted : { right: null, asked: waiting.n, answered: null };
  return {
    ...{ value: accuracy.share.value, low: accuracy.share.lo, high: accuracy.share.hi },
    ...decided,
    ...{ unparsed: counts.unparsed, truncated: counts.truncated, refused: counts.refused, empty: counts.empty },
    ...{ failed: counts.failed, unjudged: counts.unjudged, judge_failed: counts["judge-failed"] },
    ...{ excluded: counts.excluded, stale: counts.stale, chance: cell.chance, chance_p: cell.chanceP },
    ...{ base: against?.base ?? null, difference: against?.difference.value ?? null },
    ...{ difference_low: against?.difference.lo ?? null, difference_high: against?.difference.hi ?? null },
    ...{ p: against?.p ?? null, holm: against?.holm ?? null },
    ...{ calls: zoom?.calls.value ?? null, iou: zoom?.iou.value ?? null },
  };
}

function ownRecords({ number, result }: NumberedTable): readonly CellRecord[] {
  return result.rows.flatMap(({ label, model, input, cells }) =>
    result.columns.flatMap(({ id }): readonly CellRecord[] => {
      const cell = cells[id] ?? null;
      if (cell === null) return [];
      return [{ table: number, origin: "own", row: label, model, input, column: id, ...ownFields(cell) }];
    }),
  );
}

function paperRecords({ id: table, columns, rows }: RedrawnTable): readonly CellRecord[] {
  return rows.flatMap(({ label, model, input, cells }) =>
    columns.flatMap(({ id, unit }): readonly CellRecord[] => {
      const cell = cells[id];
      if (cell === undefined) return [];
      const value = unit === "percent" && cell.value !== null ? cell.value / 100 : cell.value;
      return [
        {
          ...{ table, origin: "paper", row: label, model, input, column: id, value },
          ...{ right: cell.count?.k ?? null, asked: cell.count?.n ?? null },
          difference: cell.delta.text === null ? null : Number(cell.delta.text) / 100,
          ...{ printed: cell.printed, printed_difference: cell.delta.printed },
        },
      ];
    }),
  );
}

/** A row for each cell of all tables, for spreadsheets and programs: shares and differences from 0 to 1. */
export function cellRecords(own: readonly NumberedTable[], paper: readonly RedrawnTable[]): PlainTable {
  const records = [...own.flatMap(ownRecords), ...paper.flatMap(paperRecords)];
  return { head: [...head], rows: records.map(record => head.map(field => record[field] ?? null)) };
}
