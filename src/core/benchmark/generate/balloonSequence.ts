import type { BuildOptions } from "../buildOptions.js";
import type { RefusalCode } from "../candidateRefusal.js";
import type { BubbleRecord, PanelRecord } from "../pageRecord.js";
import { isOnPage, type PageFacts } from "./pageFacts.js";
import { orderRefusal } from "./orderRefusal.js";

/** A balloon with its text and its panel. */
export interface Spoken {
  readonly bubble: BubbleRecord;
  readonly text: string;
  readonly panel: PanelRecord;
}

/** Balloons of a page that are known to follow each other, in runs: between two runs the order is not known. */
export interface BalloonSequence {
  readonly runs: readonly (readonly Spoken[])[];
  /** `annotated`: the set orders the page's balloons; `panels`: their panels do. */
  readonly source: "annotated" | "panels";
}

/** The words of a balloon on one line; null where there are none. */
const wordsOf = ({ text }: BubbleRecord) => text?.normalize("NFC").replace(/\s+/g, " ").trim() ?? "";

/** The balloon as something to ask about, or why it cannot be. */
export function spokenOf(bubble: BubbleRecord, facts: PageFacts): Spoken | RefusalCode {
  if (!isOnPage(bubble.box, facts.page)) return "outside-page";
  const panel = bubble.panel_id === null ? undefined : facts.panels.get(bubble.panel_id);
  const text = wordsOf(bubble);
  if (panel === undefined) return "no-panel";
  return text === "" ? "no-text" : { bubble, text, panel };
}

/** By annotated order; null where a balloon has none or two have the same. */
function byAnnotation(spoken: readonly Spoken[]): readonly Spoken[] | null {
  const numbered = spoken.flatMap(one => (one.bubble.order === null ? [] : [{ one, order: one.bubble.order }]));
  if (numbered.length < spoken.length || new Set(numbered.map(({ order }) => order)).size < numbered.length)
    return null;
  return numbered.sort((a, b) => a.order - b.order).map(({ one }) => one);
}

/**
 * Whether no two balloons of the page have one number. All of them say so, also those that nothing can be asked about:
 * without them numbers that begin anew in each panel may look like numbers of the page.
 */
function isNumberedPageWide({ page }: PageFacts): boolean {
  const numbers = page.bubbles.flatMap(({ order }) => (order === null ? [] : [order]));
  return new Set(numbers).size === numbers.length;
}

/** Balloons panel by panel; a panel whose own balloons have no order parts two runs. */
function byPanels(spoken: readonly Spoken[], ordered: readonly PanelRecord[]): readonly (readonly Spoken[])[] {
  const runs: Spoken[][] = [[]];
  for (const panel of ordered) {
    const inPanel = byAnnotation(spoken.filter(one => one.panel === panel));
    const single = spoken.filter(one => one.panel === panel);
    if (inPanel !== null) runs.at(-1)?.push(...inPanel);
    else if (single.length === 1) runs.at(-1)?.push(...single);
    else runs.push([]);
  }
  return runs.filter(run => run.length > 0);
}

/**
 * In which order a page's balloons are read, as far as that is known: as annotated, else by their panels, where each has
 * one balloon or orders its own. Never a guess. `refusal`: why nothing is known.
 */
export function balloonSequence(
  spoken: readonly Spoken[],
  facts: PageFacts,
  options: BuildOptions,
): BalloonSequence | { readonly refusal: RefusalCode } {
  const annotated = isNumberedPageWide(facts) ? byAnnotation(spoken) : null;
  if (annotated !== null) return { runs: annotated.length === 0 ? [] : [annotated], source: "annotated" };
  const refusal = orderRefusal(facts, options);
  if (refusal !== null || facts.ordered === null) return { refusal: "no-balloon-order" };
  return { runs: byPanels(spoken, facts.ordered), source: "panels" };
}
