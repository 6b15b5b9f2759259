import type { FactNames } from "../../core/reward/factNames.js";
import type { FactTable } from "../../core/reward/factTable.js";
import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { Row } from "../runs/rowsOf.js";
import type { Step } from "../runs/run.js";
import type { FactSet } from "./factSource.js";
import { SetCollector } from "./setCollector.js";
import { TableView } from "./tableView.js";

export interface FactSetParts {
  readonly set: RolloutSet;
  /** In file order. */
  readonly steps: readonly Step[];
  readonly names: FactNames;
  readonly tableOf: (file: IndexedFile) => FactTable;
  /** A question in one line. */
  readonly nameOf: (row: Row) => Promise<string>;
}

/** The facts of a set's rollouts as far as its files' tables know them; the other rows are counted. */
export function buildFactSet({ set, steps, names, tableOf, nameOf }: FactSetParts): FactSet {
  const found = new SetCollector(tableOf);
  for (const step of steps) found.take(step);
  const rowOf = Int32Array.from(found.rowOf);
  const tableNumbers = Int32Array.from(found.tableOf);
  const numbers = Int32Array.from(found.numberOf);
  const placeOf = (index: number): Row => {
    const file = found.tables[tableNumbers[index] ?? -1]?.file;
    if (file === undefined) throw new RangeError(`no rollout ${index}`);
    return { file, row: rowOf[index] ?? 0 };
  };
  return {
    set,
    view: new TableView({
      tables: found.tables.map(({ table }) => table),
      tableOf: tableNumbers,
      rowOf,
      groupOf: Int32Array.from(found.groupOf),
      stepOf: Float64Array.from(found.stepOf),
    }),
    groups: found.groups.map(indexes => Int32Array.from(indexes)),
    steps: [...found.steps].map(([step, indexes]) => ({ step, indexes: Int32Array.from(indexes) })),
    questionKeyOf: question => names.questions.textOf(question),
    taskKindNameOf: taskKind => names.taskKinds.textOf(taskKind),
    refOf: index => {
      const { file, row } = placeOf(index);
      return { file: file.path, row };
    },
    byteOffsetOf: index => {
      const { file, row } = placeOf(index);
      return file.columns.offsetOf(row);
    },
    numberOf: index => numbers[index] ?? 0,
    nameOf: index => nameOf(placeOf(index)),
    unread: found.unread,
  };
}
