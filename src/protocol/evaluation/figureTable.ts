import type { FigureTwo } from "../../core/evaluation/tables/figureTwo.js";
import { type DrawnRow, type DrawnTable, plainCell } from "./drawnTable.js";
import type { ResultSay } from "./resultSay.js";

const percent = (share: number): string => (100 * share).toFixed(2);

/** What Figure 2 draws, in numbers: how far the means of open models lie behind those of proprietary ones. */
export function figureTable({ deficits }: FigureTwo, say: ResultSay): DrawnTable | null {
  const rows = (["own", "paper"] as const).flatMap(origin =>
    deficits[origin].map(({ task, open, proprietary }): DrawnRow => {
      const name = say(`task_${task}`);
      const gap = (100 * (proprietary - open)).toFixed(2);
      const label = origin === "paper" ? say("result_paper", name) : name;
      return { label, origin, cells: [percent(open), percent(proprietary), gap].map(plainCell) };
    }),
  );
  if (rows.length === 0) return null;
  const head = [say("result_figureKind"), say("result_open"), say("result_proprietary"), say("result_gap")];
  return { number: "figure-2", title: say("result_figure"), head, rows, notes: [say("result_figureNote")] };
}
