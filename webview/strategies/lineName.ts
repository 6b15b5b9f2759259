import { curveTexts, type ChartKind } from "./chartKinds.js";
import type { ChartLine } from "./chartLines.js";
import { setName } from "./setName.js";
import type { StrategiesModel } from "./strategiesModel.js";

/** What a line is called in its chart: the run where a chart has one curve, the curve where it has several. */
export function lineName({ curve, metric, set }: ChartLine, kind: ChartKind, { t, drawn }: StrategiesModel): string {
  if (curve === null && kind.logged === undefined) return metric ?? "";
  if (curve !== null && kind.curves.length > 1) return t(curveTexts[curve]);
  const source = drawn.value[set];
  if (source === undefined) return "";
  const isAlone = drawn.value.filter(({ name }) => name === source.name).length === 1;
  return isAlone ? source.name : setName.source(source, t);
}
