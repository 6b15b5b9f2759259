import type { FactTable } from "../../core/reward/factTable.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { Row } from "../runs/rowsOf.js";
import type { Step } from "../runs/run.js";

/** The file that a table is of. */
export interface FileTable {
  readonly file: IndexedFile;
  readonly table: FactTable;
}

/** Groups of one step by the number that a file gives them: a step sharded over files has one group in all of them. */
class StepGroups {
  private readonly byHash = new Map<string, number>();
  private readonly ofFile = new Map<IndexedFile, Map<number, number>>();

  /** `make` is asked for the number of a group that is new. */
  numberOf({ file, row }: Row, make: () => number): number {
    const own = this.ofFile.get(file) ?? new Map<number, number>();
    this.ofFile.set(file, own);
    const inFile = file.columns.groupOf(row);
    const found = own.get(inFile);
    if (found !== undefined) return found;
    const hash = file.columns.groupHashOf(inFile);
    const number = this.byHash.get(hash) ?? make();
    this.byHash.set(hash, number);
    own.set(inFile, number);
    return number;
  }
}

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
        if (this.tables[table]?.table.stateOf(row) !== "known") this.unread++;
        else indexes.push(this.add({ file, row }, table, step, groups));
      }
    }
    if (indexes.length === 0) this.steps.delete(number);
  }

  private add(row: Row, table: number, step: number, groups: StepGroups): number {
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
