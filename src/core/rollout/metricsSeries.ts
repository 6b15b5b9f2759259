import { curveBreaks } from "./curveBreaks.js";
import type { LoggedNumber } from "./loggedNumber.js";
import type { MetricsCurves, MetricsSeries, ReplacedValues } from "./metricsCurves.js";
import type { MetricsRow } from "./metricsRow.js";
import { metricsTimeline, type TimedRow } from "./metricsTimeline.js";

/** A run that was resumed more often keeps the values that were replaced last. */
const maxReplacedLists = 8;

/** One name's values, still being collected. */
interface Collected {
  readonly name: string;
  readonly at: number[];
  readonly values: (number | null)[];
  readonly noNumbers: MetricsSeries["noNumbers"][number][];
  readonly replaced: ReplacedValues[];
}

const numberOf = (value: LoggedNumber) =>
  value.kind === "number" && Number.isFinite(value.value) ? value.value : null;

/** Names that hold something else than text in some row, in the order in which the file first names them. */
function namesOf(rows: readonly MetricsRow[]): readonly string[] {
  return [...new Set(rows.flatMap(({ values }) => values.map(({ name }) => name)))];
}

function take(collected: Collected, at: number, value: LoggedNumber): void {
  collected.at.push(at);
  collected.values.push(numberOf(value));
  if (value.kind !== "number") collected.noNumbers.push({ at, value });
}

/** The values of each name in replaced rows. */
function takeReplaced(byName: ReadonlyMap<string, Collected>, rows: readonly TimedRow[]): void {
  const lists = new Map<string, { steps: number[]; values: (number | null)[] }>();
  for (const { step, values } of rows)
    for (const [name, value] of values) {
      const list = lists.get(name) ?? { steps: [], values: [] };
      lists.set(name, list);
      list.steps.push(step);
      list.values.push(numberOf(value));
    }
  for (const [name, list] of lists) byName.get(name)?.replaced.push(list);
}

/** What is between the values: holes, and what is no number. */
function finish({ replaced, ...collected }: Collected, steps: readonly number[]): MetricsSeries {
  const own = collected.at.map(index => steps[index] ?? 0);
  const isNumber = collected.values.map(value => value !== null);
  return { ...collected, ...curveBreaks(own, isNumber), replaced: replaced.slice(-maxReplacedLists) };
}

/**
 * The rows of a metrics file as one series for each name over the steps. NaN, the infinities, null and text are kept
 * apart from numbers and never become 0; where steps go back the later rows hold, and what they replace is kept beside.
 * `starts`: places in `file` where another start of the trainer begins (`metricsTimeline`).
 */
export function metricsSeries(file: readonly MetricsRow[], starts: readonly number[] = []): MetricsCurves {
  const { rows, seams, replaced, repeated, rowsWithoutStep } = metricsTimeline(file, starts);
  const steps = rows.map(({ step }) => step);
  const byName = new Map<string, Collected>(
    namesOf(file).map(name => [name, { name, at: [], values: [], noNumbers: [], replaced: [] }]),
  );
  rows.forEach(({ values }, at) => {
    for (const [name, value] of values) {
      const collected = byName.get(name);
      if (collected !== undefined) take(collected, at, value);
    }
  });
  for (const list of [repeated, ...replaced]) takeReplaced(byName, list);
  const series = [...byName.values()].map(collected => finish(collected, steps));
  return { steps, series, seams, rowsWithoutStep };
}
