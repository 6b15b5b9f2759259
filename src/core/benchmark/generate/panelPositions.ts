import type { BuildOptions } from "../buildOptions.js";
import type { ReadingDirection } from "../order/readingOrder.js";
import type { PanelRecord } from "../pageRecord.js";
import type { PositionKind } from "../questionRecord.js";
import { ordinalWord } from "../../page/ordinalWord.js";
import type { PageFacts } from "./pageFacts.js";

/** Where a panel stands, in words that fit no other panel of its page: "the second panel of the third row". */
export interface PanelPosition {
  readonly kind: PositionKind;
  readonly words: string;
}

/** A row of panels side by side, from where reading begins; none of them above another or inside one. */
type PlainRow = readonly PanelRecord[];

/** The rows of a page by their numbers; null for a row that is more than panels side by side. */
function plainRows(ordered: readonly PanelRecord[]): readonly (PlainRow | null)[] | null {
  const rows = new Map<number, PanelRecord[]>();
  for (const panel of ordered) {
    if (panel.row === null) return null;
    const row = rows.get(panel.row) ?? [];
    row.push(panel);
    rows.set(panel.row, row);
  }
  const isPlain = (row: PlainRow) => row.every(({ column }, at) => column === at);
  return Array.from({ length: Math.max(...rows.keys()) + 1 }, (_, index) => {
    const row = rows.get(index);
    return row !== undefined && isPlain(row) ? row : null;
  });
}

/** "the second panel of the third row"; from right to left that is said, since a reader may count from the left. */
function inRow(row: PlainRow, at: number, rowNumber: number, direction: ReadingDirection): string {
  const place = `of the ${ordinalWord(rowNumber)} row`;
  if (row.length === 1) return `the only panel ${place}`;
  return direction === "rtl"
    ? `the ${ordinalWord(at)} panel from the right ${place}`
    : `the ${ordinalWord(at)} panel ${place}`;
}

function inOrder(ordered: readonly PanelRecord[], panel: PanelRecord): string {
  const at = ordered.indexOf(panel);
  const place = at > 0 && at === ordered.length - 1 ? "last" : ordinalWord(at);
  return `the ${place} panel of the page in reading order`;
}

/** Panels of a row that stand above or below another panel, in part at least. */
function facing(panel: PanelRecord, row: PlainRow): PlainRow {
  return row.filter(({ box }) => Math.min(box[2], panel.box[2]) > Math.max(box[0], panel.box[0]));
}

/** A panel by one of the row above or below that it alone faces. */
function byFacing(
  panel: PanelRecord,
  rows: readonly (PlainRow | null)[],
  at: number,
  direction: ReadingDirection,
): readonly string[] {
  return ([-1, 1] as const).flatMap(step => {
    const row = rows[at + step] ?? null;
    const own = rows[at] ?? null;
    if (row === null || own === null) return [];
    const anchors = facing(panel, row).filter(anchor => facing(anchor, own).length === 1);
    const side = step === -1 ? "below" : "above";
    return anchors.map(anchor => `the panel directly ${side} ${inRow(row, row.indexOf(anchor), at + step, direction)}`);
  });
}

/** A panel by its neighbour in the row. */
function byNeighbour(row: PlainRow, at: number, rowNumber: number, direction: ReadingDirection): readonly string[] {
  const [before, after] = direction === "ltr" ? ["right", "left"] : ["left", "right"];
  return [
    ...(at > 0 ? [`the panel directly to the ${before} of ${inRow(row, at - 1, rowNumber, direction)}`] : []),
    ...(at < row.length - 1
      ? [`the panel directly to the ${after} of ${inRow(row, at + 1, rowNumber, direction)}`]
      : []),
  ];
}

function wordsByKind(facts: PageFacts, panel: PanelRecord, options: BuildOptions) {
  const words: Record<PositionKind, readonly string[]> = { row_col: [], ordinal: [], relative: [] };
  const { ordered } = facts;
  const direction = facts.page.direction ?? options.direction;
  if (ordered === null) return words;
  words.ordinal = [inOrder(ordered, panel)];
  const rows = plainRows(ordered);
  const row = panel.row === null ? null : (rows?.[panel.row] ?? null);
  if (rows === null || row === null || panel.row === null) return words;
  const at = row.indexOf(panel);
  words.row_col = [inRow(row, at, panel.row, direction)];
  words.relative = [...byNeighbour(row, at, panel.row, direction), ...byFacing(panel, rows, panel.row, direction)];
  return words;
}

/** Every way to say where a panel stands that is meant by the options; the page's order is known and sure. */
export function panelPositions(facts: PageFacts, panel: PanelRecord, options: BuildOptions): readonly PanelPosition[] {
  const words = wordsByKind(facts, panel, options);
  return options.positionKinds.flatMap(kind => words[kind].map(text => ({ kind, words: text })));
}
