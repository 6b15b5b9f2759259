import { describePage } from "../describePage.js";
import { draftQuestions, writeQuestion, type QuestionDraft } from "../describeQuestions.js";
import type { PageDescription } from "../pageDescription.js";
import type { SimulatedQuestion } from "../simulatedQuestion.js";
import type { BoxedTaskKind } from "../taskKind.js";
import type { MiniatureQuestion } from "./miniature.js";
import { regionsOf } from "./regionsOf.js";

/** Size of a miniature's pages, in pixels. */
const pageSize = { width: 1600, height: 2200 };

/** A page and what can be asked of it. */
export interface StoredPage {
  readonly page: PageDescription;
  readonly drafts: readonly QuestionDraft[];
  /** Indexes into `drafts`, by task kind. */
  readonly byTask: ReadonlyMap<BoxedTaskKind, readonly number[]>;
}

type Split = SimulatedQuestion["split"];

/** The pages of a seed and their questions, each described when it is first asked for. */
export class PageStore {
  private readonly seed: number;
  private readonly pages: (StoredPage | undefined)[] = [];
  private readonly questions: Record<Split, Map<number, MiniatureQuestion>> = {
    train: new Map(),
    validation: new Map(),
  };

  constructor(seed: number) {
    this.seed = seed;
  }

  page(number: number): StoredPage {
    return (this.pages[number] ??= storedPage(this.seed, number));
  }

  /** The `index`-th question of a page. */
  question(number: number, index: number, split: Split): MiniatureQuestion {
    const known = this.questions[split];
    const key = questionKey(number, index);
    const question = known.get(key) ?? this.written(number, index, split);
    known.set(key, question);
    return question;
  }

  private written(number: number, index: number, split: Split): MiniatureQuestion {
    const { page, drafts } = this.page(number);
    const draft = drafts[index];
    if (draft === undefined) throw new RangeError(`page ${number} has no question ${index}`);
    const question = writeQuestion(draft, page, { image: `pages/${page.id}.svg`, split, seed: this.seed }, index);
    return { question, page, regions: regionsOf(page, question) };
  }
}

/** More than the questions of any page. */
const keysAPage = 1000;

/** Names a question of a seed by its page and its place among the page's questions. */
export const questionKey = (page: number, index: number): number => page * keysAPage + index;

function storedPage(seed: number, number: number): StoredPage {
  const page = describePage(seed, pageSize, number);
  const drafts = draftQuestions(page, seed);
  const byTask = new Map<BoxedTaskKind, number[]>();
  drafts.forEach(({ task }, index) => {
    const indexes = byTask.get(task);
    if (indexes === undefined) byTask.set(task, [index]);
    else indexes.push(index);
  });
  return { page, drafts, byTask };
}

/** Trainings of one seed in one process share its pages and questions: some 20 MB. */
const mostStores = 3;
const stores = new Map<number, PageStore>();

/** The pages of a seed. Those of the last seeds that were asked for are kept. */
export function pageStoreOf(seed: number): PageStore {
  const store = stores.get(seed) ?? new PageStore(seed);
  stores.delete(seed);
  stores.set(seed, store);
  for (const oldest of stores.keys()) {
    if (stores.size <= mostStores) break;
    stores.delete(oldest);
  }
  return store;
}
