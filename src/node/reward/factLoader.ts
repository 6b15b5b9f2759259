import type { PackedFacts } from "../../core/reward/packedFacts.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { RunContext } from "../runs/runContext.js";
import type { RunsParts } from "../runs/runsParts.js";
import { usedSpace } from "../runs/usedSpace.js";
import { answerJoins } from "./answerJoins.js";
import type { FactCrew } from "./factCrew.js";
import type { FactTask } from "./factTask.js";
import { factTasks } from "./factTasks.js";
import { RewardCancelled } from "./rewardCancelled.js";

/** Rows of one file whose facts are wanted. */
export interface WantedRows {
  readonly file: IndexedFile;
  readonly rows: readonly number[];
}

/** Takes what was read: `rows` are the rows of the file that the facts are of, in their order. */
export type TakeFacts = (file: IndexedFile, facts: PackedFacts, rows: Uint32Array) => void;

interface Job {
  readonly file: IndexedFile;
  readonly task: FactTask;
  readonly context: RunContext;
}

/** Has rows read by a crew, with what their runs' contexts say. */
export class FactLoader {
  private readonly runs: RunsParts;
  private readonly crew: FactCrew;
  private readonly contexts = new WeakMap<RunContext, number>();
  private nextContext = 0;
  private epoch = 0;

  constructor(runs: RunsParts, crew: FactCrew) {
    this.runs = runs;
    this.crew = crew;
  }

  /** Everybody who waits gets a `RewardCancelled`. */
  cancel(): void {
    this.epoch++;
    this.crew.cancel();
  }

  async load(wanted: readonly WantedRows[], take: TakeFacts): Promise<void> {
    const { epoch } = this;
    const jobs: Job[] = [];
    for (const { file, rows } of wanted) {
      jobs.push(...(await this.jobsOf(file, rows)));
      if (this.epoch !== epoch) throw new RewardCancelled();
    }
    const queue = jobs.values();
    const work = async () => {
      for (const job of queue) {
        const facts = this.epoch === epoch ? await this.run(job) : null;
        if (facts === null || this.epoch !== epoch) throw new RewardCancelled();
        take(job.file, facts, job.task.rows);
      }
    };
    await Promise.all(Array.from({ length: this.crew.width }, work));
  }

  private run({ task, context }: Job): Promise<PackedFacts | null> {
    return this.crew.run(task, requests => answerJoins(requests, context));
  }

  private async jobsOf(file: IndexedFile, rows: readonly number[]): Promise<readonly Job[]> {
    const context = await this.runs.contextOf(file);
    const space = usedSpace(context, await this.runs.opener.votedSpace(file, context));
    const { columns, limits, dialect } = context;
    const lines = await this.runs.linesOf(file, rows);
    const shared = { columns, limits, space, dialect, context: this.numberOf(context), lines };
    return factTasks(file, rows, shared).map(task => ({ file, task, context }));
  }

  private numberOf(context: RunContext): number {
    const number = this.contexts.get(context) ?? this.nextContext++;
    this.contexts.set(context, number);
    return number;
  }
}
