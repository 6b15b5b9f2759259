import { basename } from "node:path";
import type { FilterField, FilterFieldName } from "../../../core/filter/filterField.js";
import { isSingleSure } from "../../../core/filter/isSingleSure.js";
import type { FieldValue } from "../../../core/filter/testAtom.js";
import { columnsOfPart } from "../../../core/rollout/rewardPartColumns.js";
import type { RolloutDetails } from "../../../core/rollout/rolloutDetails.js";
import type { IndexedFile, RowColumns } from "../../index/indexedFile.js";
import type { DetailStore } from "../detailStore.js";
import type { Row } from "../rowsOf.js";
import { scoreOf } from "../stepStatistics.js";
import { groupNumbers } from "./groupNumbers.js";
import type { RowPlace } from "./rowPlace.js";

/** Where values come from that need no reading. */
export interface ValueSources {
  readonly details: DetailStore;
  /** The name of the run that a file belongs to. */
  readonly runNameOf: (file: IndexedFile) => string | null;
  /** Lines of the trainer's own may say more of the file's rows than the file does. */
  readonly mayHaveLines: (file: IndexedFile) => boolean;
}

type ByDetails = (details: RolloutDetails) => FieldValue;

const ofDetails: Readonly<Partial<Record<FilterFieldName, ByDetails>>> = {
  outcome: ({ outcome }) => outcome,
  zooms: ({ calls }) => calls,
  executed: ({ executed }) => executed,
  refused: ({ refused }) => refused,
  problems: ({ problems }) => problems,
  cut: ({ cut }) => cut !== null,
  iou: ({ meanIou }) => meanIou,
  "iou.first": ({ ious }) => ious[0] ?? null,
  "iou.best": ({ bestIou }) => bestIou,
};

function stepOf({ row, step }: RowPlace): number | null {
  const number = step?.step ?? row.file.columns.stepOf(row.row);
  return Number.isFinite(number) ? number : null;
}

function advantageOf({ row, group }: RowPlace): number | null {
  if (group === null) return null;
  const at = group.rows.findIndex(one => one.row === row.row && one.file === row.file);
  return groupNumbers(group).advantages?.[at] ?? null;
}

type ByPlace = (place: RowPlace, sources: ValueSources) => FieldValue;

const ofScan: Readonly<Partial<Record<FilterFieldName, ByPlace>>> = {
  step: stepOf,
  phase: ({ step }) => step?.phase ?? null,
  run: ({ row }, { runNameOf }) => runNameOf(row.file),
  file: ({ row }) => basename(row.file.path),
  row: ({ row }) => row.row,
  malformed: ({ row }, { details }) => details.stateOf(row.file, row.row) === "malformed",
  differs: ({ row }, { details }) => details.audits.differs(row.file, row.row),
  note: ({ row }, { details }) => details.remarks.of(row.file, row.row)?.remarks.note ?? null,
  tag: ({ row }, { details }) => details.remarks.of(row.file, row.row)?.remarks.tags ?? null,
  golden: ({ row }, { details }) => details.remarks.of(row.file, row.row)?.remarks.isGolden ?? false,
};

/** Fields that only a rollout has. */
const ofRollout: Readonly<Partial<Record<FilterFieldName, ByPlace>>> = {
  score: ({ row }) => scoreOf(row),
  length: ({ row }) => row.file.columns.responseLengthOf(row.row),
  spread: ({ group }) => (group === null ? null : groupNumbers(group).spread),
  flat: ({ group }) => (group === null ? null : groupNumbers(group).isFlat),
  advantage: advantageOf,
};

/** A number of a further column, as the scan kept it: undefined where only the text tells. */
function columnValue({ file, row }: Row, name: string): FieldValue | undefined {
  const column = file.columns.numbers.get(name);
  if (column === undefined) return undefined;
  switch (column.kindOf(row)) {
    case "number": {
      const value = column.valueOf(row);
      return isSingleSure(value) ? value : undefined;
    }
    // An infinity may be a number that single precision has no room for.
    case "infinity":
    case "text":
      return undefined;
    case "nan":
    case "null":
    case "absent":
      return null;
  }
}

/** Columns of a file that a part may stand in, the most specific first; null where one is spelt otherwise than usual. */
const partColumns = new WeakMap<RowColumns, Map<string, readonly string[] | null>>();

function columnsFor(columns: RowColumns, part: string): readonly string[] | null {
  const known = partColumns.get(columns) ?? new Map<string, readonly string[] | null>();
  partColumns.set(columns, known);
  const found = known.get(part);
  if (found !== undefined) return found;
  const candidates = columnsOfPart(part) ?? [part];
  const names = [...columns.numbers.keys()];
  const isSpelt = (name: string) => !candidates.includes(name) && candidates.includes(name.toLowerCase());
  const made = names.some(isSpelt) ? null : candidates.filter(name => columns.numbers.has(name));
  known.set(part, made);
  return made;
}

/** The part's most specific column that the row has. Without any, only the text tells. */
function partValue(row: Row, part: string): FieldValue | undefined {
  const { columns } = row.file;
  const name = columnsFor(columns, part)?.find(one => columns.numbers.get(one)?.kindOf(row.row) !== "absent");
  return name === undefined ? undefined : columnValue(row, name);
}

function dumpValue(field: Exclude<FilterField, { kind: "known" }>, { row }: RowPlace, sources: ValueSources) {
  if (sources.mayHaveLines(row.file)) return undefined;
  return field.kind === "column" ? columnValue(row, field.name) : partValue(row, field.name);
}

/** A field's value as far as it is known without reading the row; undefined: it has to be read. */
export function knownValue(field: FilterField, place: RowPlace, sources: ValueSources): FieldValue | undefined {
  const { row } = place;
  if (field.kind === "known") {
    const always = ofScan[field.name];
    if (always !== undefined) return always(place, sources);
  }
  const state = sources.details.stateOf(row.file, row.row);
  if (state === "malformed") return null;
  if (field.kind !== "known") return dumpValue(field, place, sources);
  const scanned = ofRollout[field.name];
  if (scanned !== undefined) return scanned(place, sources);
  const byDetails = ofDetails[field.name];
  const details = sources.details.get(row.file, row.row);
  return byDetails === undefined || details === null ? undefined : byDetails(details);
}
