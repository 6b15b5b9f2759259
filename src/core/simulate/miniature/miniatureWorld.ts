import type { BoxedTaskKind } from "../taskKind.js";
import type { MiniatureOptions } from "./miniatureOptions.js";
import { pageStoreOf, questionKey, type PageStore } from "./pageStore.js";
import { miniatureTasks } from "./policyLayout.js";
import { Scene } from "./scene.js";
import { Stream } from "./stream.js";

/** Purposes of the streams that questions are drawn from. */
const trainingStream = 11;
const validationStream = 12;

/** Validation has pages of its own, a few questions each. */
const questionsAPage = 4;
/** So often a question that was drawn for the batch already is drawn again; batches may be larger than what pages give. */
const mostRedraws = 100;
/** A few pages may lack a task kind altogether; another is drawn then. */
const mostTasks = 100;

interface PageRange {
  readonly first: number;
  readonly count: number;
  readonly split: "train" | "validation";
}

/** A question as it was drawn. */
interface Drawn {
  readonly page: number;
  readonly index: number;
}

/** What a miniature is asked: the same under one seed for every strategy and at every start. */
export class MiniatureWorld {
  private readonly options: MiniatureOptions;
  private readonly store: PageStore;
  private readonly training: PageRange;
  private held: readonly Scene[] | null = null;

  constructor(options: MiniatureOptions) {
    this.options = options;
    this.store = pageStoreOf(options.seed);
    this.training = { first: 0, count: options.pages, split: "train" };
  }

  /** Whether a page that is trained on has a question of a task kind. */
  canAsk(task: BoxedTaskKind): boolean {
    for (let page = 0; page < this.options.pages; page++) if (this.store.page(page).byTask.has(task)) return true;
    return false;
  }

  /** Pages of the validation when none of them has a question of the mix; null: it can be held, or there is none. */
  emptyValidation(): number | null {
    const range = this.validationPages();
    return this.options.validationQuestions === 0 || this.askable(range).length > 0 ? null : range.count;
  }

  /** The questions of a step, none twice as long as the pages have enough of them. */
  scenesAt(step: number): readonly Scene[] {
    return this.draw(new Stream().open(this.options.seed, trainingStream, step), this.options.prompts, this.training);
  }

  /** The questions of every validation. */
  validation(): readonly Scene[] {
    const { seed, validationQuestions: count } = this.options;
    return (this.held ??= this.draw(new Stream().open(seed, validationStream), count, this.validationPages()));
  }

  private validationPages(): PageRange {
    const { pages, validationQuestions } = this.options;
    const count = Math.max(1, Math.ceil(validationQuestions / questionsAPage));
    return { first: pages, count, split: "validation" };
  }

  /** Every question of the pages that the mix has a weight for. */
  private askable({ first, count }: PageRange): readonly Drawn[] {
    const tasks = miniatureTasks.filter(task => this.options.mix[task] > 0);
    return Array.from({ length: count }, (_, at) => first + at).flatMap(page =>
      tasks.flatMap(task => (this.store.page(page).byTask.get(task) ?? []).map(index => ({ page, index }))),
    );
  }

  private draw(stream: Stream, count: number, range: PageRange): readonly Scene[] {
    const taken = new Set<number>();
    return Array.from({ length: count }, () => {
      let drawn = this.drawOne(stream, range);
      for (let again = 0; again < mostRedraws && taken.has(keyOf(drawn)); again++) drawn = this.drawOne(stream, range);
      taken.add(keyOf(drawn));
      return this.sceneOf(drawn, range.split);
    });
  }

  /** The task kind by the mix, then a page of those that have a question of it, then one of its questions. */
  private drawOne(stream: Stream, range: PageRange): Drawn {
    for (let tried = 0; tried < mostTasks; tried++) {
      const drawn = this.drawOf(drawTask(stream, this.options.mix), stream, range);
      if (drawn !== null) return drawn;
    }
    // The pages have questions of those kinds alone that the mix hardly asks for.
    const all = this.askable(range);
    const drawn = all[stream.int(all.length)];
    if (drawn === undefined) throw new RangeError("no page of the miniature has a question of the mix");
    return drawn;
  }

  /** Null where, as far as can be told by drawing, no page has a question of the task kind. */
  private drawOf(task: BoxedTaskKind, stream: Stream, range: PageRange): Drawn | null {
    for (let tried = 0; tried < 16 * range.count; tried++) {
      const page = range.first + stream.int(range.count);
      const indexes = this.store.page(page).byTask.get(task);
      const index = indexes?.[stream.int(indexes.length)];
      if (index !== undefined) return { page, index };
    }
    return null;
  }

  private sceneOf({ page, index }: Drawn, split: PageRange["split"]): Scene {
    return new Scene(this.store.question(page, index, split), this.options, questionKey(page, index));
  }
}

const keyOf = ({ page, index }: Drawn): number => questionKey(page, index);

function drawTask(stream: Stream, mix: MiniatureOptions["mix"]): BoxedTaskKind {
  const total = miniatureTasks.reduce((sum, task) => sum + mix[task], 0);
  let left = stream.uniform() * total;
  const drawn = miniatureTasks.find(task => (left -= mix[task]) < 0);
  return drawn ?? miniatureTasks.find(task => mix[task] > 0) ?? miniatureTasks[0];
}
