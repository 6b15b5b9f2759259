/** What a text says under its quotation marks, brackets and full stops. */
const bare = (text: string): string => text.normalize("NFKC").replace(/^[\s"'“”‘’«»([]+|[\s"'“”‘’«»)\].!,;:]+$/g, "");

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
