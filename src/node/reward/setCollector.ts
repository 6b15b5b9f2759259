import type { FactTable } from "../../core/reward/factTable.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { Row } from "../runs/rowsOf.js";
import type { Step } from "../runs/run.js";

/** The file that a table is of. */
export interface FileTable {
  readonly file: IndexedFile;
  readonly table: FactTable;
}

/** A row with the table that knows its facts. */
interface KnownRow extends Row {
  readonly table: FactTable;
}

/**
 * Groups of one step: the rollouts of one question. Files number them by uid, question id or, without either, by the
 * prompt alone, which several questions may share; so a group is of one question, and of one page where nothing but its
 * text names the question. A step sharded over files has one group in all of them.
 */
class StepGroups {
  private readonly byName = new Map<string, number>();
  /** Rollouts of a group mostly follow each other. */
  private last: { readonly file: IndexedFile; readonly inFile: number; readonly asked: Asked; number: number } | null =
    null;

  /** `make` is asked for the number of a group that is new. */
  numberOf({ file, row, table }: KnownRow, make: () => number): number {
    const inFile = file.columns.groupOf(row);
    const asked: Asked = { question: table.questionOf(row), page: table.pageOf(row) };
    const { last } = this;
    if (last?.file === file && last.inFile === inFile && isSame(last.asked, asked)) return last.number;
    const isNamed = table.coinOf(row).questionId !== null;
    const name = `${file.columns.groupHashOf(inFile)} ${asked.question} ${isNamed ? "" : asked.page}`;
    const number = this.byName.get(name) ?? make();
    this.byName.set(name, number);
    this.last = { file, inFile, asked, number };
    return number;
  }
}

/** Numbers of a row's question and page in the names of its table. */
interface Asked {
  readonly question: number;
  readonly page: number;
}

const isSame = (a: Asked, b: Asked): boolean => a.question === b.question && a.page === b.page;

/** Collects the rollouts of a set, step by step in file order: where each one lies, its group and its place there. */
export class SetCollector {
  readonly tables: FileTable[] = [];
  readonly tableOf: number[] = [];
  readonly rowOf: number[] = [];
  readonly groupOf: number[] = [];
  readonly stepOf: number[] = [];
  /** From 1, within the group. */
  readonly numberOf: number[] = [];
  readonly groups: number[][] = [];
  readonly steps = new Map<number | null, number[]>();
  unread = 0;
  private readonly known = new Map<string, number>();
  private readonly findTable: (file: IndexedFile) => FactTable;

  constructor(findTable: (file: IndexedFile) => FactTable) {
    this.findTable = findTable;
  }

  take({ step, parts }: Step): void {
    const groups = new StepGroups();
    const number = Number.isNaN(step) ? null : step;
    const indexes = this.steps.get(number) ?? [];
    this.steps.set(number, indexes);
    for (const { file, rows } of parts) {
      const count = rows?.length ?? file.columns.count;
      const table = this.tableNumber(file);
      for (let i = 0; i < count; i++) {
        const row = rows?.[i] ?? i;
        const known = this.tables[table]?.table;
        if (known?.stateOf(row) !== "known") this.unread++;
        else indexes.push(this.add({ file, row, table: known }, table, step, groups));
      }
    }
    if (indexes.length === 0) this.steps.delete(number);
  }

  private add(row: KnownRow, table: number, step: number, groups: StepGroups): number {
    const index = this.rowOf.length;
    const group = groups.numberOf(row, () => this.groups.push([]) - 1);
    this.tableOf.push(table);
    this.rowOf.push(row.row);
    this.groupOf.push(group);
    this.stepOf.push(step);
    this.numberOf.push(this.groups[group]?.push(index) ?? 0);
    return index;
  }

  private tableNumber(file: IndexedFile): number {
    const found = this.known.get(file.path);
    if (found !== undefined) return found;
    const number = this.tables.push({ file, table: this.findTable(file) }) - 1;
    this.known.set(file.path, number);
    return number;
  }
}
