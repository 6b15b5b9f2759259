import { basename } from "node:path";
import { familyOf } from "../../../core/evaluation/familyOf.js";
import { evaluatedRun } from "../../../core/evaluation/tables/evaluatedRun.js";
import { numberedTables } from "../../../core/evaluation/tables/numberedTables.js";
import { resultTable } from "../../../core/evaluation/tables/resultTable.js";
import { kindOfTable, tableNumbers } from "../../../core/evaluation/tables/tableNumber.js";
import { TableWork } from "../../../core/evaluation/tables/tableWork.js";
import type { ListedEvaluation, ShownTable, TableQuery } from "../../../protocol/evaluation/evaluationViewApi.js";
import type { GradedEvaluation } from "../readEvaluation.js";

function listed({ folder, run, grades }: GradedEvaluation): ListedEvaluation {
  const { id, questions_sha256: questions, folder: dataset } = run.dataset;
  return {
    ...{ folder, name: run.name, isEnded: run.ended !== null, set: id ?? questions, setName: basename(dataset) },
    model: run.model.requested,
    ...{ done: grades.questions.length, attempts: run.dataset.questions * run.sampling.n },
  };
}

/** Tables as the view shows them. What was made of grades for one of them serves the next. */
export class ShownTables {
  private work = new TableWork();

  of(evaluations: readonly GradedEvaluation[], query: TableQuery): ShownTable {
    const { kind, base, hidden, trained } = query;
    // Copies of a folder have one id: rows are known by their folders.
    const runs = evaluations
      .filter(({ folder }) => !hidden.includes(folder))
      .map(({ folder, run, grades, judge }) => ({
        ...evaluatedRun(run, grades, { judge, trainedOn: trained[folder] ?? null }),
        id: folder,
      }));
    const options = { base, familyOf: (model: string) => familyOf(model).id };
    const numbers = tableNumbers.filter(number => kindOfTable[number] === kind);
    const work = this.workFor(query);
    const [numbered] = numberedTables(runs, { ...options, numbers, work });
    return {
      evaluations: evaluations.map(listed),
      table: numbered?.result ?? resultTable(runs, { ...options, kind }, work),
    };
  }

  private workFor({ split, by }: TableQuery): TableWork {
    const { cut } = this.work;
    if (cut.split !== split || cut.by !== by) this.work = new TableWork({ split, by });
    return this.work;
  }
}
