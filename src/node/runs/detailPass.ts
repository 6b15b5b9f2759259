import type { Row } from "./rowsOf.js";
import type { RowSource } from "./rowSource.js";

/** Rows whose details are wanted together, and the tree item that shows them. */
export interface DetailTask {
  readonly id: string;
  /** Changes when the rows do: what was tried once is not tried again before. */
  readonly state: object;
  rows(): readonly Row[];
  /** Whose work it is; left undone once somebody else is served. None: everybody's. */
  readonly owner?: string;
  /** In place of opening all of the rows; ends early when nobody wants it any more. */
  know?(isWanted: () => boolean): Promise<void>;
}

/** Rows opened between two looks at whether something else is wanted first. */
const batch = 32;

/** Computes details in the background, one task after the other: what is looked at before the rest. */
export class DetailPass {
  private readonly rows: RowSource;
  private readonly onDone: (id: string) => void;
  private readonly onError: (error: unknown) => void;
  private urgent: DetailTask[] = [];
  private rest: DetailTask[] = [];
  /** What was done once. Rows that could not be read stay unknown, and asking again would ask for ever. */
  private readonly tried = new WeakSet<object>();
  private isRunning = false;
  private turn = 0;
  private owner: string | null = null;

  constructor(rows: RowSource, onDone: (id: string) => void, onError: (error: unknown) => void) {
    this.rows = rows;
    this.onDone = onDone;
    this.onError = onError;
  }

  /** The next to do, before all others. */
  first(task: DetailTask): void {
    if (this.tried.has(task.state)) return;
    this.urgent = [task, ...this.urgent.filter(one => one.state !== task.state)];
    this.go();
  }

  /** Replaces what is to be done when nothing is urgent. */
  afterwards(tasks: readonly DetailTask[]): void {
    this.rest = tasks.filter(task => !this.tried.has(task.state));
    this.go();
  }

  /** Leaves what is done for others than this owner; what one has just begun ends soon. */
  serve(owner: string): void {
    if (owner === this.owner) return;
    this.owner = owner;
    this.rest = this.rest.filter(task => task.owner === undefined);
  }

  isServing(owner: string): boolean {
    return owner === this.owner;
  }

  stop(): void {
    this.turn++;
    this.urgent = [];
    this.rest = [];
  }

  private go(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.run()
      .catch(this.onError)
      .finally(() => {
        this.isRunning = false;
      });
  }

  private async run(): Promise<void> {
    for (let task = this.next(); task !== undefined; task = this.next()) {
      const { turn } = this;
      this.tried.add(task.state);
      const { owner } = task;
      const isWanted = () => turn === this.turn && (owner === undefined || owner === this.owner);
      await (task.know === undefined ? this.open(task.rows(), isWanted) : task.know(isWanted));
      if (isWanted()) this.onDone(task.id);
      else this.tried.delete(task.state);
    }
  }

  private async open(rows: readonly Row[], isWanted: () => boolean): Promise<void> {
    for (let at = 0; at < rows.length && isWanted(); at += batch)
      await this.rows.ensureDetails(rows.slice(at, at + batch));
  }

  private next(): DetailTask | undefined {
    return this.urgent.shift() ?? this.rest.shift();
  }
}
