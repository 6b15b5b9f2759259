import type { PageView } from "../../src/protocol/rolloutView.js";
import type { QueueEntry, ReviewFilter, ShownQuestion } from "../../src/protocol/review/reviewViewApi.js";
import { errorText } from "../errorText.js";
import type { ReviewModel } from "./reviewModel.js";

/** So many questions are asked for ahead, and kept in all: the walk goes forward far more often than back. */
const ahead = 3;
const mostKnown = 40;

/** The page's image as the loader takes it; null where there is none. */
export function pageViewOf({ uri, page, question }: ShownQuestion): PageView | null {
  if (uri === null) return null;
  const { width, height } = page?.image ?? question;
  return { kind: "image", uri, width, height, orientation: 1, name: page?.source.file_name ?? question.image };
}

function remember(model: ReviewModel, shown: ShownQuestion): void {
  const { known } = model;
  known.delete(shown.question.id);
  known.set(shown.question.id, shown);
  for (const oldest of known.keys()) {
    if (known.size <= mostKnown) break;
    known.delete(oldest);
  }
}

async function fetchQuestion(model: ReviewModel, id: string): Promise<ShownQuestion | null> {
  const known = model.known.get(id);
  if (known !== undefined) return known;
  const shown = await model.host.question({ id });
  if (shown !== null) remember(model, shown);
  return shown;
}

/** The page that comes after the one on show, decoded while this one is looked at. */
async function prepareNext(model: ReviewModel, shown: ShownQuestion): Promise<void> {
  const view = pageViewOf(shown);
  await model.loader.prepare(view);
  const { entries, index } = model;
  const list = entries.value ?? [];
  const from = index.value;
  await Promise.all(list.slice(from + 1, from + 1 + ahead).map(({ id }) => fetchQuestion(model, id)));
  const next = list.slice(from + 1).find(({ page }) => page !== shown.question.page_id);
  const other = next === undefined ? null : await fetchQuestion(model, next.id);
  // Another question may be on the screen by now, which is preparing its own.
  if (other !== null && model.shown.value?.question.id === shown.question.id)
    await model.loader.prepare(pageViewOf(other));
}

function put(model: ReviewModel, shown: ShownQuestion): void {
  const before = model.shown.value;
  if (before?.question.page_id !== shown.question.page_id) model.camera.value = null;
  model.shown.value = shown;
  model.mode.value = { kind: "look" };
  model.clock.since = performance.now();
  model.loader.show(pageViewOf(shown));
  model.run(prepareNext(model, shown));
}

async function show(model: ReviewModel, entry: QueueEntry): Promise<void> {
  const known = model.known.get(entry.id);
  if (known !== undefined) {
    put(model, known);
    return;
  }
  const shown = await fetchQuestion(model, entry.id);
  if (shown !== null && model.entry.value?.id === entry.id) put(model, shown);
}

/** Moving along the queue. */
export const walkQueue = {
  remember,

  /** Shows a place of the queue; beyond its ends nothing happens. */
  to(model: ReviewModel, index: number): void {
    const entry = model.entries.value?.[index];
    if (entry === undefined) return;
    if (model.word.value?.kind === "told") model.word.value = null;
    model.index.value = index;
    model.run(show(model, entry));
  },

  /** Shows the question after or before; at the end the last one stays, and that is said. */
  by(model: ReviewModel, step: 1 | -1): void {
    const { index, entries, word, t } = model;
    const isAtEnd = step === 1 && index.value + 1 >= (entries.value?.length ?? 0);
    if (isAtEnd) word.value = { kind: "told", text: t("endOfQueue") };
    else walkQueue.to(model, index.value + step);
  },

  /** Takes the queue anew, and begins with `question` if it is in it. */
  async take(model: ReviewModel, filter: ReviewFilter, question: string | null): Promise<void> {
    model.filter.value = filter;
    try {
      const { entries, progress, facets } = await model.host.queue({ filter });
      if (model.filter.value !== filter) return;
      model.known.clear();
      model.entries.value = entries;
      model.facets.value = facets;
      model.progress.value = progress;
      const found = entries.findIndex(({ id }) => id === question);
      model.index.value = Math.max(0, found);
      if (entries.length === 0) {
        model.shown.value = null;
        model.loader.show(null);
      } else walkQueue.to(model, model.index.value);
    } catch (error) {
      model.word.value = { kind: "failed", text: errorText(error) };
    }
  },
} as const;
