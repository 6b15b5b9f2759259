import type { EvaluatedRun } from "./evaluatedRun.js";
import type { ResultNote } from "./resultNote.js";
import { resultNotes } from "./resultNotes.js";
import { resultTable } from "./resultTable.js";
import { kindOfTable, type TableNumber, tableNumbers } from "./tableNumber.js";
import type { ResultTable, TableOptions } from "./tableTypes.js";
import { TableWork } from "./tableWork.js";

/** A table of the paper's form, made of own evaluations. */
export interface NumberedTable {
  readonly number: TableNumber;
  readonly result: ResultTable;
  readonly notes: readonly ResultNote[];
}

export interface NumberedOptions extends Pick<TableOptions, "base" | "familyOf"> {
  /** Null: those for which there is something to show. */
  readonly numbers: readonly TableNumber[] | null;
  /** What was made of the same grades before, and which of them count. */
  readonly work?: TableWork;
}

/** Tables 3 to 8 from evaluations, each of the runs that belong into it. */
export function numberedTables(runs: readonly EvaluatedRun[], options: NumberedOptions): readonly NumberedTable[] {
  const { base, familyOf, numbers, work = new TableWork() } = options;
  const wanted = numbers ?? tableNumbers.filter(number => hasContent(number, runs, base));
  return wanted.map(number => {
    const result = resultTable(runsOf(number, runs), { kind: kindOfTable[number], base, familyOf }, work);
    return { number, result, notes: resultNotes(result) };
  });
}

/** Table 3 shows what models make of whole pages, where somebody asked that; 4 those that were asked in two ways. */
function runsOf(number: TableNumber, runs: readonly EvaluatedRun[]): readonly EvaluatedRun[] {
  const pages = runs.filter(({ input }) => input === "page");
  switch (number) {
    case "3":
      return pages.length === 0 ? runs : pages;
    case "4":
      return runs.filter(run => runs.some(other => isSame(run, other) && isPage(run) !== isPage(other)));
    case "6":
      return runs.filter(({ input }) => input === "zoom");
    case "5":
    case "7":
    case "8":
      return runs;
  }
}

const isPage = ({ input }: EvaluatedRun): boolean => input === "page";
const isSame = (a: EvaluatedRun, b: EvaluatedRun): boolean => a.model === b.model && a.set === b.set;

function hasContent(number: TableNumber, runs: readonly EvaluatedRun[], base: string | null): boolean {
  switch (number) {
    case "3":
      return runs.length > 0;
    case "4":
    case "6":
      return runsOf(number, runs).length > 0;
    case "5":
      return base !== null && runs.length > 1;
    case "7":
      return base !== null && runs.some(({ trainedOn }) => trainedOn !== null);
    case "8":
      return new Set(runs.map(({ set }) => set)).size > 1;
  }
}
