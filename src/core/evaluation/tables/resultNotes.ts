import { undecided } from "../outcomeCounts.js";
import { comparisonReasonCodes, type ResultCell } from "./resultCell.js";
import type { ResultNote, ResultNoteCode } from "./resultNote.js";
import type { ResultRow, ResultTable } from "./tableTypes.js";

type NamedCell = readonly [column: string, cell: ResultCell];

/** What has to be said with a table, by rules that look at its figures alone; in the order of the rows. */
export function resultNotes(table: ResultTable): readonly ResultNote[] {
  const needsBase = table.kind === "methods" || table.kind === "transfer";
  const hasBase = table.rows.some(({ base }) => base !== null) || table.rows.length < 2;
  return [
    ...(needsBase && !hasBase ? [{ code: "no-base", row: null, columns: [], values: [] } as const] : []),
    ...table.columns.flatMap(({ id }) => mixedSizes(table, id)),
    ...twoValues(table),
    ...table.rows.flatMap(row => rowNotes(row, table.kind === "inputs")),
  ];
}

const cellsOf = (row: ResultRow): readonly NamedCell[] =>
  Object.entries(row.cells).flatMap(([id, cell]) => (cell === null ? [] : [[id, cell] as const]));

function rowNotes(row: ResultRow, areInputsCompared: boolean): readonly ResultNote[] {
  const cells = cellsOf(row);
  const least = Math.min(...cells.map(([, { clusters }]) => clusters));
  const by = cells.some(([, { clusteredBy }]) => clusteredBy === "page") ? "page" : "issue";
  const sum = (of: (cell: ResultCell) => number) => cells.reduce((total, [, cell]) => total + of(cell), 0);
  const made = (code: ResultNoteCode, holds: (cell: ResultCell) => boolean, values: ResultNote["values"]) =>
    noteWhere(row.label, cells, code, holds, values);
  return [
    ...gapNotes(row),
    ...made("without-answer", cell => withoutAnswer(cell) > 0, [sum(withoutAnswer)]),
    ...made("unjudged", cell => unjudged(cell) > 0, [sum(unjudged)]),
    ...made("stale", ({ counts }) => counts.stale > 0, [sum(({ counts }) => counts.stale)]),
    ...made("own-family", ({ ownQuestions }) => ownQuestions > 0, [sum(({ ownQuestions }) => ownQuestions)]),
    ...made("repeated", ({ attempts }) => attempts.most > 1, [Math.max(...cells.map(([, c]) => c.attempts.most))]),
    ...made("asked-otherwise", () => row.askedOtherwise !== undefined, row.askedOtherwise ?? []),
    ...made("few-clusters", ({ hasFewClusters }) => hasFewClusters, [by, least]),
    ...reasons(row, cells).filter(({ code }) => !(areInputsCompared && code === "inputs-differ")),
  ];
}

/** What makes a row less than the evaluation that it is called after. */
function gapNotes({ label, gaps }: ResultRow): readonly ResultNote[] {
  if (gaps === undefined) return [];
  const { attempts, shards, damaged, withdrawn } = gaps;
  const note = (code: ResultNoteCode, ...values: ResultNote["values"]) => ({ code, row: label, columns: [], values });
  return [
    ...(attempts === null ? [] : [note("partial", attempts.there, attempts.planned)]),
    ...(shards === null ? [] : [note("missing-shards", shards.missing.map(at => at + 1).join(", "), shards.of)]),
    ...(damaged === 0 ? [] : [note("damaged-lines", damaged)]),
    ...(withdrawn === 0 ? [] : [note("withdrawn", withdrawn)]),
  ];
}

const unjudged = ({ counts }: ResultCell): number => undecided(counts);

const withoutAnswer = ({ counts: { unparsed, truncated, refused, empty, failed } }: ResultCell): number =>
  unparsed + truncated + refused + empty + failed;

function noteWhere(
  row: string,
  cells: readonly NamedCell[],
  code: ResultNoteCode,
  holds: (cell: ResultCell) => boolean,
  values: ResultNote["values"],
): readonly ResultNote[] {
  const columns = cells.filter(([, cell]) => holds(cell)).map(([id]) => id);
  return columns.length === 0 ? [] : [{ code, row, columns: columns.length === cells.length ? [] : columns, values }];
}

function reasons(row: ResultRow, cells: readonly NamedCell[]): readonly ResultNote[] {
  return comparisonReasonCodes.flatMap(code =>
    noteWhere(row.label, cells, code, ({ againstBase }) => againstBase?.reasons.includes(code) === true, []),
  );
}

const sizeOf = (cell: ResultCell | null): number => cell?.waiting?.n ?? cell?.accuracy.n ?? 0;

/** As the paper's Dialog Reordering: a share of fewer questions than the others of its column. */
function mixedSizes(table: ResultTable, column: string): readonly ResultNote[] {
  if (table.kind === "inputs") return [];
  const sizes = table.rows.map(row => sizeOf(row.cells[column] ?? null)).filter(n => n > 0);
  const different = [...new Set(sizes)].sort((a, b) => b - a);
  return different.length < 2 ? [] : [{ code: "mixed-sizes", row: null, columns: [column], values: different }];
}

/** As the paper's base model: one measurement of two rows, with two results. */
function twoValues({ rows, columns }: ResultTable): readonly ResultNote[] {
  const groups = new Map<string, ResultRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.model, row.input, row.set]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap(group => {
    const differing = columns.filter(({ id }) => {
      const values = group.map(row => row.cells[id]?.accuracy.share.value ?? null).filter(value => value !== null);
      return new Set(values).size > 1;
    });
    if (differing.length === 0) return [];
    const ids = differing.length === columns.length ? [] : differing.map(({ id }) => id);
    return [
      { code: "two-values" as const, row: group[0]?.model ?? null, columns: ids, values: group.map(r => r.label) },
    ];
  });
}
