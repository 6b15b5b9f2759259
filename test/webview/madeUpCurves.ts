import { metricsSeries } from "../../src/core/rollout/metricsSeries.js";
import type { MetricsRow } from "../../src/core/rollout/metricsRow.js";
import type { MetricsView } from "../../src/protocol/metricsApi.js";
import { loggedRow } from "../unit/metrics/loggedRows.js";

const count = (length: number) => Array.from({ length }, (_, i) => i);

/** A row of a reinforcement-learning run. At steps 12 to 14 the score is NaN; validation comes at every tenth step. */
function trainingRow(step: number, shift = 0): MetricsRow {
  return loggedRow(step, {
    "critic/score/mean": step >= 12 && step <= 14 ? NaN : 1 + step / 20 + shift,
    "reward/acc": 0.3 + step / 100,
    "response_length/mean": 150 + 20 * Math.sin(step),
    "actor/lr": 1e-6,
    "actor/entropy": 0.7 - step / 100,
    ...(step % 10 === 0 ? { "val-core/comics/acc/mean@1": 0.4 + step / 200 } : {}),
    "<img src=x onerror=alert(1)>": step,
  });
}

const viewOf = (name: string, rows: readonly MetricsRow[], more: Partial<MetricsView> = {}): MetricsView => ({
  file: `/runs/${name}/metrics.jsonl`,
  name: "metrics.jsonl",
  folder: name,
  problem: null,
  curves: metricsSeries(rows),
  unreadRows: 0,
  every: 1,
  ...more,
});

/** Metrics files as the host sends them, by name. */
export const madeUpCurves: Readonly<Record<string, MetricsView>> = {
  run: viewOf(
    "run",
    count(41).map(step => trainingRow(step)),
  ),
  grown: viewOf(
    "run",
    count(61).map(step => trainingRow(step)),
  ),
  resumed: viewOf(
    "resumed",
    [...count(31).map(step => trainingRow(step)), ...count(16).map(i => trainingRow(25 + i, 0.8))],
    { unreadRows: 2 },
  ),
  tuning: viewOf(
    "tuning",
    count(300).map(i => loggedRow(i * 5 + 5, { loss: 2 - i / 300, lr: 1e-5 * (1 - i / 300), epoch: i / 100 })),
  ),
  large: viewOf(
    "large",
    count(20_000).map(step => loggedRow(step, { loss: 2 + Math.sin(step / 300) })),
  ),
  nothing: viewOf("nothing", [], { problem: "metrics.jsonl is empty so far." }),
  texts: viewOf("texts", [loggedRow(1, { note: "warming up" })]),
};
