import type { Writing } from "./writing.js";

type Written<What extends Writing["written"]["what"]> = Extract<Writing["written"], { what: What }>;

/** A question with its answer, as a model wrote it about one panel; where that panel stands is not in it. */
export type WrittenPair = Written<"pairs">["pairs"][number];

/** Something written, with what says where it came from. */
export interface Attributed<Value> {
  readonly value: Value;
  /** Id of the writing. */
  readonly writing: string;
  readonly model: string;
  readonly promptId: string;
  readonly promptSha: string;
}

/** What models wrote about one page. */
export interface PageWritings {
  /** By id of the panel. */
  readonly captions: ReadonlyMap<string, Attributed<string>>;
  /** By id of the panel; an empty list: the model found nothing to ask. */
  readonly pairs: ReadonlyMap<string, Attributed<readonly WrittenPair[]>>;
  /** By id of the balloon; an empty text: the model saw no words. */
  readonly texts: ReadonlyMap<string, Attributed<string>>;
}

export const noWritings: PageWritings = { captions: new Map(), pairs: new Map(), texts: new Map() };

interface OpenPageWritings {
  readonly captions: Map<string, Attributed<string>>;
  readonly pairs: Map<string, Attributed<readonly WrittenPair[]>>;
  readonly texts: Map<string, Attributed<string>>;
}

function attributed<Value>(value: Value, { id, model, prompt_id, prompt_sha }: Writing): Attributed<Value> {
  return { value, writing: id, model, promptId: prompt_id, promptSha: prompt_sha };
}

function lay(writing: Writing, over: OpenPageWritings): void {
  const { written } = writing;
  switch (written.what) {
    case "caption":
      over.captions.set(written.panel, attributed(written.text, writing));
      return;
    case "pairs":
      over.pairs.set(written.panel, attributed(written.pairs, writing));
      return;
    case "text":
      over.texts.set(written.bubble, attributed(written.text, writing));
      return;
    default: {
      const never: never = written;
      return never;
    }
  }
}

/**
 * Writings by id of their page. `writings` in the order of their lines: of several about one thing the last one holds. A
 * page that nothing was written about is not in it (`noWritings`).
 */
export function writingsOf(writings: Iterable<Writing>): ReadonlyMap<string, PageWritings> {
  const pages = new Map<string, OpenPageWritings>();
  for (const writing of writings) {
    const open = pages.get(writing.page_id) ?? { captions: new Map(), pairs: new Map(), texts: new Map() };
    pages.set(writing.page_id, open);
    lay(writing, open);
  }
  return pages;
}
