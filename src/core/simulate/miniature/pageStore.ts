import { describePage } from "../describePage.js";
import { draftQuestions, type QuestionDraft } from "../describeQuestions.js";
import type { PageDescription } from "../pageDescription.js";
import type { BoxedTaskKind } from "../taskKind.js";

/** Size of a miniature's pages, in pixels. */
const pageSize = { width: 1600, height: 2200 };

/** A page and what can be asked of it. */
export interface StoredPage {
  readonly page: PageDescription;
  readonly drafts: readonly QuestionDraft[];
  /** Indexes into `drafts`, by task kind. */
  readonly byTask: ReadonlyMap<BoxedTaskKind, readonly number[]>;
}

/** The pages of a seed, each described when it is first asked for. */
export class PageStore {
  private readonly seed: number;
  private readonly pages: (StoredPage | undefined)[] = [];

  constructor(seed: number) {
    this.seed = seed;
  }

  page(number: number): StoredPage {
    return (this.pages[number] ??= storedPage(this.seed, number));
  }
}

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

/** Trainings of one seed in one process share its pages; a page takes some 30 KB. */
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
