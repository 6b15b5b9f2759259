import { basename } from "node:path";
import { areSameParts } from "../../../core/evaluation/tables/areSameParts.js";
import { familyOf } from "../../../core/evaluation/familyOf.js";
import { evaluatedRun } from "../../../core/evaluation/tables/evaluatedRun.js";
import { type GradeColumns, joinedColumns } from "../../../core/evaluation/tables/gradeColumns.js";
import { numberedTables } from "../../../core/evaluation/tables/numberedTables.js";
import { resultTable } from "../../../core/evaluation/tables/resultTable.js";
import { type ShardGroup, shardGroups } from "../../../core/evaluation/tables/shardGroups.js";
import { kindOfTable, tableNumbers } from "../../../core/evaluation/tables/tableNumber.js";
import { TableWork } from "../../../core/evaluation/tables/tableWork.js";
import type { ListedEvaluation, ShownTable, TableQuery } from "../../../protocol/evaluation/evaluationViewApi.js";
import { groupCounts } from "../groupCounts.js";
import type { GradedEvaluation } from "../readEvaluation.js";
import { runGapsOf } from "../runGapsOf.js";

type Group = ShardGroup<GradedEvaluation>;

function listed({ parts, missing }: Group): ListedEvaluation {
  const { folder, run } = parts[0];
  const { id, questions_sha256: questions, folder: dataset } = run.dataset;
  const { attempts: done, planned: attempts, isEnded } = groupCounts(parts);
  return {
    ...{ folder, name: run.name, model: run.model.requested, set: id ?? questions, setName: basename(dataset) },
    ...{ isEnded, done, attempts, missing: missing.length },
  };
}

/** Tables as the view shows them. What was made of grades for one of them serves the next. */
export class ShownTables {
  private work = new TableWork();
  /** Folders of a row that has several, by the first of them. */
  private shards = new Map<string, readonly string[]>();
  /** Grades of shards, joined, for as long as the parts are the same. */
  private readonly joins = new WeakMap<GradeColumns, readonly [parts: readonly GradeColumns[], joined: GradeColumns]>();

  /** Shards of one evaluation are one row, which is known by the first one's folder: copies of a folder have one id. */
  of(evaluations: readonly GradedEvaluation[], query: TableQuery): ShownTable {
    const { kind, base, hidden, trained } = query;
    const groups = shardGroups(evaluations);
    const split = groups.filter(({ parts }) => parts.length > 1);
    this.shards = new Map(split.map(({ parts }) => [parts[0].folder, parts.map(({ folder }) => folder)]));
    const runs = groups
      .filter(({ parts: [{ folder }] }) => !hidden.includes(folder))
      .map(group => {
        const { parts } = group;
        const [{ folder, run, judge }] = parts;
        const wishes = { judge, trainedOn: trained[folder] ?? null };
        return { ...evaluatedRun(run, this.gradesOf(parts), wishes), id: folder, gaps: runGapsOf(group) };
      });
    const options = { base, familyOf: (model: string) => familyOf(model).id };
    const numbers = tableNumbers.filter(number => kindOfTable[number] === kind);
    const work = this.workFor(query);
    const [numbered] = numberedTables(runs, { ...options, numbers, work });
    return {
      evaluations: groups.map(listed),
      table: numbered?.result ?? resultTable(runs, { ...options, kind }, work),
    };
  }

  /** The folders of the row of this folder. */
  foldersOf(folder: string): readonly string[] {
    return this.shards.get(folder) ?? [folder];
  }

  private gradesOf(parts: Group["parts"]): GradeColumns {
    const columns = parts.map(({ grades }) => grades);
    const [first] = parts;
    const known = this.joins.get(first.grades);
    if (known !== undefined && areSameParts(known[0], columns)) return known[1];
    const joined = joinedColumns(columns);
    this.joins.set(first.grades, [columns, joined]);
    return joined;
  }

  private workFor({ split, by }: TableQuery): TableWork {
    const { cut } = this.work;
    if (cut.split !== split || cut.by !== by) this.work = new TableWork({ split, by });
    return this.work;
  }
}
