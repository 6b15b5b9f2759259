import type { AlarmRules } from "../../core/reward/alarmRules.js";
import { builtInStrategies } from "../../core/reward/builtInStrategies.js";
import type { Recompute } from "../../core/reward/curveFactsOf.js";
import { defaultTolerance } from "../../core/reward/auditRollout.js";
import { ruleAt } from "../../core/reward/ruleAt.js";
import { scoreRollout } from "../../core/reward/scoreRollout.js";
import type { MetricsCurves } from "../../core/rollout/metricsCurves.js";
import type { Runs } from "../runs/runs.js";
import { setSpans } from "./auditedSet.js";
import { CurvesService } from "./curvesService.js";
import type { FactSource } from "./factSource.js";
import { ruleBreaks } from "./ruleBreaks.js";
import type { StrategyBook } from "./strategyBook.js";
import { trainerMetrics } from "./trainerMetrics.js";

/** What curves are made from. */
export interface CurvesSources {
  readonly runs: Pick<Runs, "parts" | "metrics">;
  readonly facts: FactSource;
  readonly book: StrategyBook;
  readonly rules: () => AlarmRules;
}

/** The parts of Eq. 1 to 3 under the recommended options. */
function recompute(): Recompute {
  const rarl = builtInStrategies.find(({ id }) => id === "rarl");
  const rule = rarl === undefined ? null : ruleAt(rarl, null);
  if (rule === null) throw new Error("there is no strategy rarl");
  return facts => scoreRollout(facts, rule).components;
}

async function metricsOf(runs: CurvesSources["runs"], run: string): Promise<readonly MetricsCurves[]> {
  const files =
    runs
      .parts()
      .list()
      .runs.find(({ path }) => path === run)?.metrics ?? [];
  const read = await Promise.all(files.map(({ path }) => runs.metrics({ file: path })));
  return read.flatMap(one => (one.kind === "curves" ? [one.curves] : []));
}

/** Composes what answers about curves and alarms. */
export function makeCurves({ runs, facts, book, rules }: CurvesSources): CurvesService {
  const breaks = ruleBreaks((found, turn) => {
    const known = book.of(found.set.run).strategies.map(({ strategy }) => strategy);
    return setSpans(found, { known, tolerance: defaultTolerance, turn });
  });
  const metrics = trainerMetrics(run => metricsOf(runs, run));
  return new CurvesService({ facts, recompute: recompute(), breaks, metrics, rules });
}
