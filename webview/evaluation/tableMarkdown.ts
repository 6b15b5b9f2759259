import { tableText } from "../../src/core/reward/tableText.js";
import type { ResultTable } from "../../src/core/evaluation/tables/tableTypes.js";
import { taskKindName } from "../taskKindName.js";
import { cellWords } from "./cellWords.js";
import type { EvaluationTranslate } from "./evaluationTranslate.js";

/** A table of own results, for a paper or an issue: accuracy, interval and count in each cell. */
export function tableMarkdown({ columns, rows }: ResultTable, t: EvaluationTranslate): string {
  const head = [
    t("model"),
    ...columns.map(({ task, set }) => (task === null ? (set ?? "") : taskKindName(task))),
    t("allTasks"),
  ];
  const body = rows.map(({ label, cells, micro }) =>
    [label].concat(
      [...columns.map(({ id }) => cells[id] ?? null), micro].map(cell => {
        if (cell === null) return "";
        const { k, n } = cell.accuracy;
        return `${cellWords.value(cell)} [${cellWords.interval(cell)}] (${String(k)}/${String(n)})`;
      }),
    ),
  );
  return tableText.markdown({ head, rows: body });
}
