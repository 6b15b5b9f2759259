/** What pandas reads as a missing value (`read_csv`, `keep_default_na`), in the spelling that counts. */
const missing: ReadonlySet<string> = new Set(
  "#N/A,#N/A N/A,#NA,-1.#IND,-1.#QNAN,-NaN,-nan,1.#IND,1.#QNAN,<NA>,N/A,NA,NULL,NaN,None,n/a,nan,null".split(","),
);

/** Numbers and truth values, of which a column that holds nothing else is made: 3 becomes 3.0 beside an empty cell. */
const typed = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$|^[+-]?inf(?:inity)?$|^true$|^false$/i;

/** Whether pandas reads a cell with this text as something else than the text. */
export function isMisread(text: string): boolean {
  const bare = text.trim();
  return bare === "" || missing.has(bare) || typed.test(bare.replaceAll(/[,_](?=\d)/g, ""));
}

/** A text as it can stand in a table that pandas reads: in quotation marks of its own where it would be misread. */
export const pandasText = (text: string): string => (isMisread(text) ? `“${text.trim()}”` : text);

/** An identifier in such a table: by a prefix where it would be misread, an issue called 0553 for one. */
export const pandasId = (id: string): string => (isMisread(id) ? `id:${id}` : id);
