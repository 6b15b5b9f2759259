const opening = /[\s"'“”‘’«»([]/;
const closing = /[\s"'“”‘’«»)\].!,;:]/;

/**
 * What a text says under its quotation marks, brackets and full stops. From both ends inwards: an expression that looks for
 * the end of a text anew at every sign takes minutes for a long row of them.
 */
function bare(text: string): string {
  const all = text.normalize("NFKC");
  let [start, end] = [0, all.length];
  while (start < end && opening.test(all.charAt(start))) start++;
  while (end > start && closing.test(all.charAt(end - 1))) end--;
  return all.slice(start, end);
}

/** In any spelling: what pandas and spreadsheets read as an empty cell. */
const nothing = /^(?:none|nil|null|[-+]?nan|#?n\/?a|#n\/a n\/a|<na>|-?1\.#(?:ind|qnan))$/i;

const yesOrNo = /^(?:yes|no)$/i;

/**
 * Whether an answer reads as no answer: data frames and spreadsheets make an empty cell of it, and of whole numbers beside
 * it fractions (facts: evaluation 1.4).
 */
export const isReservedAnswer = (text: string): boolean => nothing.test(bare(text));

/**
 * Whether the text of an option cannot stand in an export: as `isReservedAnswer`, and Yes and No, which harnesses that
 * look for an option's text in a reply find in other words or not at all (facts: evaluation 1.2).
 */
export const isReservedOption = (text: string): boolean => nothing.test(bare(text)) || yesOrNo.test(bare(text));
