import prettier from "prettier";

/**
 * @typedef {{ readonly kind: string, readonly where: string | null }} Source
 * @typedef {{ readonly first: string, readonly second: string, readonly figure: string, readonly window: string }} Ordered
 */

/**
 * What the tables are made of: exports of src/core/simulate/miniature.
 *
 * @template Range
 * @typedef {object} Miniature
 * @property {Readonly<Record<string, { range: Range, unit: string, source: Source, note: string }>>} miniatureParameters
 * @property {object} defaultMiniatureOptions
 * @property {Readonly<Record<string, { value: number, source: Source, note: string }>>} miniatureConstants
 * @property {(range: Range) => string} rangeText
 * @property {readonly (Ordered & { readonly domain: string })[]} robustOrderings
 * @property {readonly (Ordered & { readonly doubt: string })[]} doubtfulOrderings
 * @property {readonly { readonly name: string, readonly options: object }[]} examinedSettings
 */

/** Stands in the document where a table is written. */
const marked = /<!-- table: ([^>]+?) -->.*?<!-- end of table -->/gs;

/** @param {unknown} value */
const text = value => (typeof value === "object" ? JSON.stringify(value) : String(value)).replaceAll('"', "");

/** @param {Source} source */
const sourceText = ({ kind, where }) => (where === null ? kind : `${kind}, ${where}`);

/** A bar inside a cell would end it. @param {readonly (readonly string[])[]} rows */
function table(rows) {
  const [head = [], ...body] = rows.map(row => row.map(cell => cell.replaceAll("|", "\\|")));
  return [head, head.map(() => "---"), ...body].map(row => `| ${row.join(" | ")} |`).join("\n");
}

/** Codes of the orderings as words. @type {Readonly<Record<string, string>>} */
const words = {
  exactCount: "exact count",
  area: "all steps",
  early: "first 60 steps",
  middle: "steps 51–70",
  end: "last 20 steps",
  settings: "the 25 settings",
  collapse: "the 25 settings and the cells where tool use may be lost",
  "useful-zoom": "the settings in which zooming is of use",
  depends: "its sign depends on the assumptions",
  "settings-only": "not shown in some of the cells where a single phase loses its zooms",
  sometimes: "not every setting shows it",
  none: "the settings have them nearly alike, the cells either way",
};

/** @param {string} code */
const word = code => words[code] ?? code;

/** @param {Ordered} ordering @param {string} last */
const orderingRow = ({ first, second, figure, window }, last) => [
  ...[`${first} above ${second}`, word(figure), word(window), word(last)],
];

/**
 * The tables of docs/miniature.md, by name, as the code says them.
 *
 * @template Range
 * @param {Miniature<Range>} code
 * @returns {Readonly<Record<string, string>>}
 */
export function miniatureTables(code) {
  const defaults = /** @type {Readonly<Record<string, unknown>>} */ (code.defaultMiniatureOptions);
  return {
    parameters: table([
      ["parameter", "default", "range", "unit", "source", "what it stands for"],
      ...Object.entries(code.miniatureParameters).map(([name, { range, unit, source, note }]) => [
        ...[`\`${name}\``, text(defaults[name]), code.rangeText(range), unit, sourceText(source), note],
      ]),
    ]),
    constants: table([
      ["constant", "value", "source", "what it stands for"],
      ...Object.entries(code.miniatureConstants).map(([name, { value, source, note }]) => [
        ...[`\`${name}\``, text(value), sourceText(source), note],
      ]),
    ]),
    orderings: table([
      ["may be claimed", "of", "when", "under"],
      ...code.robustOrderings.map(ordering => orderingRow(ordering, ordering.domain)),
    ]),
    doubts: table([
      ["is not to be claimed, either way", "of", "when", "because"],
      ...code.doubtfulOrderings.map(ordering => orderingRow(ordering, ordering.doubt)),
    ]),
    settings: table([
      ["setting", "differs from the defaults by"],
      ...code.examinedSettings.map(({ name, options }) => [
        name,
        Object.entries(options)
          .map(([option, value]) => `\`${option}\` = ${text(value)}`)
          .join(", ") || "nothing",
      ]),
    ]),
  };
}

/**
 * The document with the tables between its markers. A name that has no table is an error, and so is a table that the
 * document has no place for.
 *
 * @param {string} document
 * @param {Readonly<Record<string, string>>} tables
 * @returns {Promise<string>}
 */
export async function withTables(document, tables) {
  const names = [...document.matchAll(marked)].map(match => match[1] ?? "");
  const missing = Object.keys(tables).filter(name => !names.includes(name));
  if (missing.length > 0) throw new Error(`docs/miniature.md has no place for: ${missing.join(", ")}`);
  const filled = document.replace(marked, (_, name) => {
    const made = tables[name];
    if (made === undefined) throw new Error(`docs/miniature.md shows a table that is not there: ${name}`);
    return `<!-- table: ${name} -->\n\n${made}\n\n<!-- end of table -->`;
  });
  return prettier.format(filled, { parser: "markdown", printWidth: 120 });
}
