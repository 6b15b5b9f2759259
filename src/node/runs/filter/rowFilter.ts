import { evaluateFilter } from "../../../core/filter/evaluateFilter.js";
import type { FilterAtom, FilterExpression } from "../../../core/filter/filterExpression.js";
import { ruleOf, type FilterField } from "../../../core/filter/filterField.js";
import { printField } from "../../../core/filter/printField.js";
import type { SortTerm } from "../../../core/filter/parseSort.js";
import { testAtom, type FieldValue } from "../../../core/filter/testAtom.js";
import { atomsOf } from "../../../core/filter/atomsOf.js";
import { passesFilters } from "../../../core/rollout/passesFilters.js";
import { needsText, type QuickFilter } from "../../../core/rollout/quickFilter.js";
import type { OpenedRollout, OpenedRowResult } from "../openedRow.js";
import type { Row } from "../rowsOf.js";
import { AtomMarks } from "./atomMarks.js";
import type { SortKey } from "./compareKeys.js";
import { countPassing } from "./countPassing.js";
import { groupNumbers } from "./groupNumbers.js";
import { knownValue, type ValueSources } from "./knownValue.js";
import { openedValue } from "./openedValue.js";
import type { RowPlace } from "./rowPlace.js";
import { SortValues } from "./sortValues.js";

/** What a list is asked to show, read. */
export interface RowQuery {
  readonly quick: readonly QuickFilter[];
  readonly where: FilterExpression | null;
  readonly sort: readonly SortTerm[] | null;
}

/** Opens a row without keeping it. Never rejects for what a file holds. */
export type OpenRow = (row: Row) => Promise<OpenedRowResult>;

const needsReading = (atom: FilterAtom) => ruleOf(atom.field).need === "text";

/**
 * The filters and the order of one query over rows. What the index and opened rows tell is asked first; a row is read only
 * where that does not decide, and what it said is kept, so that it is read once.
 */
export class RowFilter {
  readonly query: RowQuery;
  /** False where everything passes. */
  readonly isActive: boolean;
  /** It leaves out what no audit has looked at. */
  readonly asksAudits: boolean;
  /** True where what passes may change although no file does. */
  private readonly isLive: boolean;
  /** Columns that rows were asked for, and whether one had a value. */
  private readonly columns = new Map<string, boolean>();
  private counts = new WeakMap<object, number>();
  private states = new WeakMap<object, object>();
  private readonly sources: ValueSources;
  private readonly marks: AtomMarks;
  private readonly keys: SortValues;

  constructor(query: RowQuery, sources: ValueSources) {
    this.query = query;
    this.sources = sources;
    this.isActive = query.quick.length > 0 || query.where !== null;
    const atoms = query.where === null ? [] : atomsOf(query.where);
    this.asksAudits =
      query.quick.includes("differs") || atoms.some(({ field }) => field.kind === "known" && field.name === "differs");
    this.isLive = this.asksAudits || atoms.some(({ field }) => ruleOf(field).need === "live");
    this.marks = new AtomMarks(atoms.filter(needsReading));
    const fields = (query.sort ?? []).map(({ field }) => field);
    this.keys = new SortValues(fields.filter(field => ruleOf(field).need === "text"));
  }

  /** Whether a row is in the list; null: it has to be read first. One that cannot be read is not. */
  passes(place: RowPlace): boolean | null {
    const quick = this.passesQuick(place);
    if (quick === false) return false;
    const { where } = this.query;
    const asked = where === null ? true : evaluateFilter(where, atom => this.holds(atom, place));
    if (asked === false) return false;
    if (asked === true && quick === true) return true;
    return this.marks.wasRead(place.row.file, place.row.row) ? false : null;
  }

  /** One object a step, or a file without steps, for as long as what was found of it holds. */
  stateOf(of: object): object {
    const state = this.states.get(of) ?? {};
    this.states.set(of, state);
    return state;
  }

  /**
   * How many rows of a step, or of a file without steps, pass; null while some have to be read. Both are made anew when
   * their files change.
   */
  countOf(of: object, places: () => readonly RowPlace[]): number | null {
    const known = this.counts.get(of);
    if (known !== undefined) return known;
    const count = countPassing(places(), this);
    if (count !== null && !this.isLive) this.counts.set(of, count);
    return count;
  }

  /** What a row is sorted by; fields that only its text tells are missing until it was read. */
  keyOf(place: RowPlace): SortKey {
    const { file, row } = place.row;
    return (this.query.sort ?? []).map(
      ({ field }) => knownValue(field, place, this.sources) ?? this.keys.get(file, row, field) ?? null,
    );
  }

  /** Whether the row has to be read before the list can show it in its place. */
  needsRow(place: RowPlace): boolean {
    const passes = this.passes(place);
    return passes === null || (passes && this.needsKey(place));
  }

  /** Reads those of the rows that have to be; stops early when nobody wants it any more. */
  async know(places: readonly RowPlace[], open: OpenRow, isWanted: () => boolean = () => true): Promise<void> {
    for (const place of places) {
      if (!isWanted()) return;
      if (!this.needsRow(place)) continue;
      this.take(place.row, await open(place.row));
      // Reading may have shown that it passes, and its key may not be known yet: both are from the same text.
    }
  }

  /** Keeps what an opened row says of the conditions and of the order. */
  take({ file, row }: Row, opened: OpenedRowResult): void {
    const isRead = opened.kind === "rollout";
    const isMissing = opened.kind === "malformed";
    const tested = this.marks.atoms.map(atom => isRead && testAtom(atom, this.valueIn(atom.field, opened)));
    this.marks.set(file, row, isRead || isMissing ? tested : null);
    this.keys.set(
      file,
      row,
      this.keys.fields.map(field => (isRead ? this.valueIn(field, opened) : null)),
    );
  }

  forget(isGone: (path: string) => boolean): void {
    this.counts = new WeakMap();
    this.states = new WeakMap();
    this.marks.forget(isGone);
    this.keys.forget(isGone);
  }

  private needsKey(place: RowPlace): boolean {
    const { file, row } = place.row;
    if (this.marks.wasRead(file, row)) return false;
    return (this.query.sort ?? []).some(
      ({ field }) =>
        knownValue(field, place, this.sources) === undefined && this.keys.get(file, row, field) === undefined,
    );
  }

  /** Columns and parts of the reward that rows were asked for and none of them had: a name may be misspelt. */
  unseen(): readonly string[] {
    return [...this.columns].filter(([, isSeen]) => !isSeen).map(([name]) => name);
  }

  private see(field: FilterField, value: FieldValue): void {
    if (field.kind === "known") return;
    const name = printField(field);
    if (value !== null || !this.columns.has(name)) this.columns.set(name, value !== null);
  }

  private valueIn(field: FilterField, opened: OpenedRollout): FieldValue {
    const value = openedValue(field, opened);
    this.see(field, value);
    return value;
  }

  private holds(atom: FilterAtom, place: RowPlace): boolean | null {
    const value = knownValue(atom.field, place, this.sources);
    if (value !== undefined) this.see(atom.field, value);
    return value === undefined ? this.marks.get(place.row.file, place.row.row, atom) : testAtom(atom, value);
  }

  private passesQuick({ row: { file, row }, group }: RowPlace): boolean | null {
    const { quick } = this.query;
    if (quick.length === 0) return true;
    const { details } = this.sources;
    if (needsText(quick) && details.stateOf(file, row) === "unknown") return null;
    const isGroupFlat = group !== null && groupNumbers(group).isFlat;
    const differs = details.audits.differs(file, row);
    return passesFilters(quick, { details: details.get(file, row), isGroupFlat, differs });
  }
}
