import type { BubbleRecord, PageRecord } from "./pageRecord.js";
import type { PageWritings } from "./writingsOf.js";

function withText(bubble: BubbleRecord, texts: PageWritings["texts"]): BubbleRecord {
  const written = texts.get(bubble.id);
  const isOpen = bubble.text === null || bubble.text_source === "model";
  if (!isOpen || written === undefined || written.value === "") return bubble;
  return { ...bubble, text: written.value, text_source: "model" };
}

/**
 * The page with the texts that a model read in its balloons. What is annotated or what a person wrote stands: a model
 * fills what is open and replaces what a model read before. Corrections are to be laid over after it.
 */
export function withWrittenTexts(page: PageRecord, { texts }: PageWritings): PageRecord {
  if (texts.size === 0) return page;
  return { ...page, bubbles: page.bubbles.map(bubble => withText(bubble, texts)) };
}
