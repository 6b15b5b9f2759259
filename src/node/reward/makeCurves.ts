import type { AlarmRules } from "../../core/reward/alarmRules.js";
import { builtInStrategies } from "../../core/reward/builtInStrategies.js";
import type { Recompute } from "../../core/reward/curveFactsOf.js";
import { defaultTolerance } from "../../core/reward/auditRollout.js";
import { ruleAt } from "../../core/reward/ruleAt.js";
import { scoreRollout } from "../../core/reward/scoreRollout.js";
import type { MetricsCurves } from "../../core/rollout/metricsCurves.js";
import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
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

/** The metrics of a set's run, and of its stage where the run has several. */
async function metricsOf(runs: CurvesSources["runs"], { run, folder }: RolloutSet): Promise<readonly MetricsCurves[]> {
  const found = runs
    .parts()
    .list()
    .runs.find(({ path }) => path === run);
  const stage = found?.folders.find(({ path }) => path === folder)?.stage ?? null;
  const sets = (found?.metrics ?? []).filter(set => stage === null || set.stage === stage);
  const read = await Promise.all(
    sets.flatMap(({ files: [first] }) => (first ? [runs.metrics({ file: first.path })] : [])),
  );
  return read.flatMap(one => (one.kind === "curves" ? [one.curves] : []));
}

/** Composes what answers about curves and alarms. */
export function makeCurves({ runs, facts, book, rules }: CurvesSources): CurvesService {
  const breaks = ruleBreaks((found, turn) => {
    const known = book.of(found.set.run).strategies.map(({ strategy }) => strategy);
    return setSpans(found, { known, tolerance: defaultTolerance, turn });
  });
  const metrics = trainerMetrics(set => metricsOf(runs, set));
  return new CurvesService({ facts, recompute: recompute(), breaks, metrics, rules });
}
