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

/** Rows in the order of their steps, growing row by row. */
class Timeline {
  readonly rows: TimedRow[] = [];
  readonly seams: MetricsSeam[] = [];
  readonly replaced: (readonly TimedRow[])[] = [];
  readonly repeated: TimedRow[] = [];

  /** A row of the same start: where it goes back and logs again what was logged, it is that of a resumed run. */
  take(row: TimedRow): void {
    const from = indexFrom(this.rows, row.step);
    const later = this.rows.slice(from);
    if (!isResumed(row, later)) {
      this.merge(row, from);
      return;
    }
    this.replaced.push(later);
    this.seams.push({ step: row.step, replacedRows: later.length });
    this.rows.splice(from, later.length, row);
  }

  /**
   * The first row of a start that wrote a file of its own: everything behind its step is of a dead branch, whatever the
   * row logs. Of its own step's earlier values those hold that it does not log again: verl validates before it trains.
   */
  startAnew(row: TimedRow): void {
    const from = indexFrom(this.rows, row.step);
    const isSame = this.rows[from]?.step === row.step;
    const later = this.rows.splice(from + (isSame ? 1 : 0));
    if (later.length > 0) this.replaced.push(later);
    const again = isSame && overruled(this.rows[from] ?? row, row) !== null ? 1 : 0;
    this.seams.push({ step: row.step, replacedRows: later.length + again });
    this.merge(row, from);
  }

  private merge(row: TimedRow, from: number): void {
    const found = this.rows[from];
    const same = found?.step === row.step ? found : null;
    const loser = same === null ? null : overruled(same, row);
    if (loser !== null) this.repeated.push(loser);
    const merged = same === null ? row : { step: row.step, values: new Map([...same.values, ...row.values]) };
    this.rows.splice(from, same === null ? 0 : 1, merged);
  }
}

/**
 * Puts the rows of a run's metrics in the order of their steps. Where the step goes back (a resumed run appends to the
 * old file) the later rows hold: every earlier row from that step on is replaced. Rows of the same step are one row: HF
 * Trainer logs losses and evaluations of one step apart. `starts` are the places in `file` where the rows of another
 * start begin, for trainers that open a file anew each time: there is a seam, also where nothing was replaced.
 */
export function metricsTimeline(file: readonly MetricsRow[], starts: readonly number[] = []): MetricsTimeline {
  const timeline = new Timeline();
  const waiting = [...starts].sort((a, b) => a - b);
  let rowsWithoutStep = 0;
  for (const [place, logged] of file.entries()) {
    const { step } = logged;
    if (step === null || !Number.isFinite(step)) {
      rowsWithoutStep++;
      continue;
    }
    const row: TimedRow = { step, values: valuesOf(logged) };
    // A start before the first row of all is no second one.
    const isStart = waiting.length > 0 && (waiting[0] ?? Infinity) <= place;
    while ((waiting[0] ?? Infinity) <= place) waiting.shift();
    if (isStart && timeline.rows.length > 0) timeline.startAnew(row);
    else timeline.take(row);
  }
  const { rows, seams, replaced, repeated } = timeline;
  repeated.sort((a, b) => a.step - b.step);
  return { rows, seams, replaced, repeated, rowsWithoutStep };
}
