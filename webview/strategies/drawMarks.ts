import type uPlot from "uplot";
import { drawSeams } from "../metrics/drawSeams.js";
import type { PlotColours } from "../metrics/plotColours.js";

/** What is drawn over the lines of a chart. Places are those of its axis. */
export interface ChartMarks {
  /** Where the rule of the chosen run changed, with the word for it. */
  readonly changes: readonly number[];
  readonly changeWord: string;
  /** Where an alarm of a curve on show fires. */
  readonly alarms: readonly { readonly place: number; readonly value: number }[];
  readonly warning: string;
}

/** Half the width of a triangle, CSS pixels. */
const half = 7;

function drawPin(plot: uPlot, place: number, colours: PlotColours): void {
  const { ctx, bbox } = plot;
  const x = Math.round(plot.valToPos(place, "x", true)) + devicePixelRatio / 2;
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.strokeStyle = colours.text;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

function drawAlarm(plot: uPlot, { place, value }: ChartMarks["alarms"][number], warning: string, colours: PlotColours) {
  const { ctx } = plot;
  const ratio = devicePixelRatio;
  const [x, y] = [plot.valToPos(place, "x", true), plot.valToPos(value, "y", true)];
  const at = (dx: number, dy: number): [number, number] => [x + dx * ratio, y + dy * ratio];
  ctx.save();
  ctx.lineWidth = 1.5 * ratio;
  ctx.lineJoin = "round";
  ctx.strokeStyle = warning;
  ctx.fillStyle = colours.background;
  ctx.beginPath();
  ctx.moveTo(...at(0, -half));
  ctx.lineTo(...at(half, half - 1));
  ctx.lineTo(...at(-half, half - 1));
  ctx.closePath();
  ctx.fill();
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(...at(0, -2));
  ctx.lineTo(...at(0, 1.5));
  ctx.moveTo(...at(0, 3.6));
  ctx.lineTo(...at(0, 4));
  ctx.stroke();
  ctx.restore();
}

/** Draws changes of the rule, the pinned place and alarms over a chart. */
export function drawMarks(
  plot: uPlot,
  { changes, changeWord, alarms, warning, pinned }: ChartMarks & { readonly pinned: number | null },
  colours: PlotColours,
): void {
  drawSeams(
    plot,
    changes.map(step => ({ step })),
    changeWord,
    colours,
  );
  if (pinned !== null) drawPin(plot, pinned, colours);
  for (const alarm of alarms) drawAlarm(plot, alarm, warning, colours);
}
