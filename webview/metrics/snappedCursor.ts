import type uPlot from "uplot";

/** Where the cursor stands when the pointer is at `left`: at the nearest step, where there is one in sight. */
export function snappedCursor(plot: uPlot, left: number, top: number): [number, number] {
  const step = left < 0 ? undefined : plot.data[0][plot.posToIdx(left)];
  const place = step === undefined ? -1 : plot.valToPos(step, "x");
  return [place >= 0 && place <= plot.over.clientWidth ? place : left, top];
}
