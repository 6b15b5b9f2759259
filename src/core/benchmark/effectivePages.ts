import { withReadingOrder } from "./order/withReadingOrder.js";
import type { ReadingDirection } from "./order/readingOrder.js";
import type { PageCorrection } from "./pageCorrection.js";
import type { BubbleRecord, PageRecord } from "./pageRecord.js";
import { withWrittenTexts } from "./withWrittenTexts.js";
import type { Writing } from "./writing.js";
import { noWritings, writingsOf } from "./writingsOf.js";

/** What is laid over imported pages. Both in the order of their lines: the last one about a thing holds. */
export interface PageLayers {
  readonly corrections: readonly PageCorrection[];
  readonly writings: readonly Writing[];
  /** How pages are read that do not say it themselves. */
  readonly direction: ReadingDirection;
}

export interface EffectivePages {
  readonly pages: readonly PageRecord[];
  /** Corrections that hold and fit nothing any more: the page, its panels or the balloon are others since. */
  readonly stale: readonly PageCorrection[];
}

/** The corrections of one page that hold. */
interface PageCorrections {
  readonly order: PageCorrection | null;
  readonly texts: ReadonlyMap<string, PageCorrection>;
}

function holding(corrections: readonly PageCorrection[]): PageCorrections {
  let order: PageCorrection | null = null;
  const texts = new Map<string, PageCorrection>();
  for (const line of corrections) {
    const { correction } = line;
    if (correction.what === "order") order = correction.panels === null ? null : line;
    else if (correction.text === null) texts.delete(correction.bubble);
    else texts.set(correction.bubble, line);
  }
  return { order, texts };
}

/** The order of a correction, if it names all panels of the page and no other. */
function orderFor({ panels }: PageRecord, { order }: PageCorrections): readonly string[] | null {
  if (order?.correction.what !== "order") return null;
  const named = order.correction.panels ?? [];
  const ids = new Set(named);
  const fits = ids.size === named.length && named.length === panels.length && panels.every(({ id }) => ids.has(id));
  return fits ? named : null;
}

function withText(bubble: BubbleRecord, { texts }: PageCorrections): BubbleRecord {
  const found = texts.get(bubble.id)?.correction;
  return found?.what === "text" && found.text !== null
    ? { ...bubble, text: found.text, text_source: "person" }
    : bubble;
}

function staleOf(page: PageRecord | undefined, corrections: PageCorrections): readonly PageCorrection[] {
  const bubbles = new Set(page?.bubbles.map(({ id }) => id));
  const texts = [...corrections.texts].flatMap(([bubble, line]) => (bubbles.has(bubble) ? [] : [line]));
  const { order } = corrections;
  const fits = order === null || (page !== undefined && orderFor(page, corrections) !== null);
  return fits ? texts : [order, ...texts];
}

function byPage(corrections: readonly PageCorrection[]): ReadonlyMap<string, PageCorrections> {
  const lines = new Map<string, PageCorrection[]>();
  for (const line of corrections) {
    const own = lines.get(line.page_id) ?? [];
    own.push(line);
    lines.set(line.page_id, own);
  }
  return new Map([...lines].map(([page, own]) => [page, holding(own)]));
}

const nothing: PageCorrections = { order: null, texts: new Map() };

/**
 * Imported pages as questions are made of them: texts that models read, over them what people put right, and every
 * panel in a reading order with rows, columns and, where it is computed, its confidence.
 */
export function effectivePages(pages: readonly PageRecord[], layers: PageLayers): EffectivePages {
  const written = writingsOf(layers.writings);
  const corrected = byPage(layers.corrections);
  const known = new Map(pages.map(page => [page.id, page]));
  const effective = pages.map(page => {
    const own = corrected.get(page.id) ?? nothing;
    const withTexts = withWrittenTexts(page, written.get(page.id) ?? noWritings);
    const bubbles = withTexts.bubbles.map(bubble => withText(bubble, own));
    return withReadingOrder({ ...withTexts, bubbles }, layers.direction, orderFor(page, own));
  });
  return { pages: effective, stale: [...corrected].flatMap(([id, own]) => staleOf(known.get(id), own)) };
}
