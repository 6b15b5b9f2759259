import type { SplitName } from "../../core/benchmark/pageRecord.js";
import { findInconsistencies } from "../../core/evaluation/paper/findInconsistencies.js";
import { paperClaims } from "../../core/evaluation/paper/paperClaims.js";
import { noteOf } from "../../core/evaluation/paper/paperNotes.js";
import { paperTables } from "../../core/evaluation/paper/paperTables.js";
import type { RedrawnTable } from "../../core/evaluation/paper/redrawTable.js";
import type { FigureTwo } from "../../core/evaluation/tables/figureTwo.js";
import type { MadeTables } from "../evaluation/madeTables.js";

interface Shown {
  readonly own: MadeTables;
  readonly paper: readonly RedrawnTable[];
  readonly figure: FigureTwo | null;
  readonly options: { readonly split?: SplitName; readonly by: "issue" | "page"; readonly paper?: boolean };
}

/** What `loupe eval table --json` prints; `evalTableOutput` says what it is. */
export function evalTableJson({ own, paper, figure, options }: Shown): object {
  const found = () =>
    findInconsistencies(paperTables, paperClaims).findings.map(finding => ({ ...finding, note: noteOf(finding) }));
  return {
    ...own,
    ...{ split: options.split ?? null, by: options.by },
    paper: options.paper === true ? { tables: paper, findings: found() } : null,
    figure,
  };
}
