import type { StatisticsTable } from "../../src/protocol/benchmark/statisticsTables.js";

/** A bar with what it is compared to. Shares in per cent. */
export interface BarRow {
  /** Rows with the same group stand together under its name. */
  readonly group: string;
  readonly label: string;
  readonly questions: number;
  readonly share: number;
  readonly paper: { readonly questions: number; readonly share: number } | null;
  readonly interval: { readonly lo: number; readonly hi: number } | null;
  readonly even: number | null;
}

type Row = StatisticsTable["table"]["rows"][number];

const textOf = (row: Row, at: number) => String(row[at] ?? "");
function numberOf(row: Row, at: number): number | null {
  const cell = row[at];
  return typeof cell === "number" ? cell : null;
}

function compared(row: Row, group: string, label: number, here: number, paper: number): BarRow {
  const [questions, share] = [numberOf(row, paper), numberOf(row, paper + 1)];
  return {
    ...{ group, label: textOf(row, label), interval: null, even: null },
    ...{ questions: numberOf(row, here) ?? 0, share: numberOf(row, here + 1) ?? 0 },
    paper: questions === null || share === null ? null : { questions, share },
  };
}

function answerRow(row: Row): BarRow {
  const [lo, hi] = [numberOf(row, 4), numberOf(row, 5)];
  return {
    ...{ group: textOf(row, 0), label: textOf(row, 1), paper: null, even: numberOf(row, 6) },
    ...{ questions: numberOf(row, 2) ?? 0, share: numberOf(row, 3) ?? 0 },
    interval: lo === null || hi === null ? null : { lo, hi },
  };
}

/** A table as bars; null where it is read better as a table. */
export function barRows({ id, table }: StatisticsTable): readonly BarRow[] | null {
  switch (id) {
    case "tasks":
      return table.rows.filter(row => row[1] !== null).map(row => compared(row, textOf(row, 0), 1, 4, 7));
    case "facets":
      return table.rows.map(row => compared(row, textOf(row, 0), 1, 2, 4));
    case "answers":
      return table.rows.map(answerRow);
    case "splits":
    case "boxes":
    case "review":
    case "refused":
    case "benchmarks":
      return null;
    default: {
      const never: never = id;
      return never;
    }
  }
}
