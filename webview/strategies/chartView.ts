import type { Alarm, RewardCurves } from "../../src/protocol/reward/curvesApi.js";
import { chartKinds, chartOf, suggestedCharts, type ChartKind } from "./chartKinds.js";
import { chartLines, type ChartLine } from "./chartLines.js";

/** Which charts are shown, and where their axis begins and ends. */
export const chartView = {
  /** Those that were chosen, else the suggested ones that have a line and those in which an alarm fires. */
  shown(chosen: readonly string[] | null, alarms: readonly Alarm[], curves: RewardCurves | null): readonly ChartKind[] {
    const firing = alarms.filter(({ state }) => state === "fires").map(({ curve }) => chartOf(curve));
    const wanted = new Set(chosen ?? [...suggestedCharts, ...firing]);
    const isEmpty = (kind: ChartKind) => curves !== null && chartLines(kind, curves).length === 0;
    return chartKinds.filter(kind => wanted.has(kind.id) && (chosen !== null || !isEmpty(kind)));
  },

  /** From the first place of any line to the last, over all charts. */
  range({ curves }: RewardCurves): readonly [number, number] {
    const places = curves.flatMap(({ x }) => [x[0] ?? 0, x.at(-1) ?? 0]);
    return places.length === 0 ? [0, 1] : [Math.min(...places), Math.max(...places)];
  },

  /** Where alarms of the chosen run stand on the lines of a chart. */
  alarmPlaces(lines: readonly ChartLine[], alarms: readonly Alarm[]) {
    return alarms.flatMap(alarm => {
      const line = lines.find(one => one.set === 0 && one.curve === alarm.curve);
      const at = alarm.step === null ? -1 : (line?.steps.indexOf(alarm.step) ?? -1);
      const [place, value] = [line?.x[at], line?.values[at] ?? null];
      return place === undefined || value === null ? [] : [{ place, value }];
    });
  },
} as const;
