import type { LoggedNumber } from "./loggedNumber.js";
import type { MetricsSeam } from "./metricsCurves.js";
import type { MetricsRow } from "./metricsRow.js";

/** Everything logged at one step, by name. Texts are among the values: a name may hold a number in another row. */
export interface TimedRow {
  readonly step: number;
  readonly values: ReadonlyMap<string, LoggedNumber>;
}

interface MetricsTimeline {
  /** The rows that hold, by ascending step, each step once. */
  readonly rows: readonly TimedRow[];
  readonly seams: readonly MetricsSeam[];
  /** Rows that were replaced, each list by ascending step: one for each seam, oldest first. */
  readonly replaced: readonly (readonly TimedRow[])[];
  /** Values that a later row logs differently at the same step, by ascending step. */
  readonly repeated: readonly TimedRow[];
  readonly rowsWithoutStep: number;
}

function valuesOf(row: MetricsRow): Map<string, LoggedNumber> {
  const texts = row.texts.map(({ name, text }) => [name, { kind: "text", text }] as const);
  return new Map<string, LoggedNumber>([...row.values.map(({ name, value }) => [name, value] as const), ...texts]);
}

const isDifferent = (a: LoggedNumber, b: LoggedNumber) =>
  a.kind !== b.kind || (a.kind === "number" && b.kind === "number" && a.value !== b.value);

/** The values of `earlier` that `later` logs differently; null when there are none. */
function overruled(earlier: TimedRow, later: TimedRow): TimedRow | null {
  const values = [...earlier.values].filter(([name, value]) => {
    const other = later.values.get(name);
    return other !== undefined && isDifferent(value, other);
  });
  return values.length === 0 ? null : { step: earlier.step, values: new Map(values) };
}

/**
 * Whether a row starts a resumed run. `later`: the rows from its step on. It goes back and logs again at least half of
 * what they log; one that brings new names belongs to an evaluation that ended late. Or it says otherwise about half of
 * the last step; the last row of LLaMA-Factory names the last step again and differs in nothing.
 */
function isResumed(row: TimedRow, later: readonly TimedRow[]): boolean {
  const names = [...row.values.keys()];
  const [first, ...rest] = later;
  const isLast = rest.length === 0 && first?.step === row.step;
  const again = isLast
    ? (overruled(first, row)?.values.size ?? 0)
    : names.filter(name => later.some(({ values }) => values.has(name))).length;
  return again > 0 && again * 2 >= names.length;
}

/** The first index whose step is not below `step`. */
function indexFrom(rows: readonly TimedRow[], step: number): number {
  // Rows come nearly sorted, so the place is near the end.
  let index = rows.length;
  while (index > 0 && (rows[index - 1]?.step ?? -Infinity) >= step) index--;
  return index;
}

/**
 * Puts the rows of a metrics file in the order of their steps. Where the step goes back (a resumed run appends to the
 * old file) the later rows hold: every earlier row from that step on is replaced. Rows of the same step are one row:
 * HF Trainer logs losses and evaluations of one step apart.
 */
export function metricsTimeline(file: readonly MetricsRow[]): MetricsTimeline {
  const rows: TimedRow[] = [];
  const seams: MetricsSeam[] = [];
  const replaced: (readonly TimedRow[])[] = [];
  const repeated: TimedRow[] = [];
  let rowsWithoutStep = 0;
  for (const { step, ...logged } of file) {
    if (step === null || !Number.isFinite(step)) {
      rowsWithoutStep++;
      continue;
    }
    const row: TimedRow = { step, values: valuesOf({ step, ...logged }) };
    const from = indexFrom(rows, step);
    const later = rows.slice(from);
    if (isResumed(row, later)) {
      replaced.push(later);
      seams.push({ step, replacedRows: later.length });
      rows.splice(from, later.length, row);
      continue;
    }
    const same = later[0]?.step === step ? later[0] : null;
    const loser = same === null ? null : overruled(same, row);
    if (loser !== null) repeated.push(loser);
    const merged = same === null ? row : { step, values: new Map([...same.values, ...row.values]) };
    rows.splice(from, same === null ? 0 : 1, merged);
  }
  repeated.sort((a, b) => a.step - b.step);
  return { rows, seams, replaced, repeated, rowsWithoutStep };
}
