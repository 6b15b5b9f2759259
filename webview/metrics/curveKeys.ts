import type { MetricsModel } from "./metricsModel.js";
import type { MountedCurve } from "./mountCurve.js";
import type { StepRange } from "./stepRange.js";

const moves: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

/** How much of the steps on show one press of a key leaves. */
const zooms: Readonly<Record<string, number>> = { "+": 0.5, "=": 0.5, "-": 2 };

/** The step that many places farther among those on show; from outside it starts at the last one. */
function moved(model: MetricsModel, places: number): number | null {
  const { min, max } = model.range.value;
  const steps = model.axisSteps.value.filter(step => step >= min && step <= max);
  const at = steps.indexOf(model.hoveredStep.value ?? Number.NaN);
  const from = at < 0 ? (places > 0 ? -1 : steps.length) : at;
  return steps[Math.min(steps.length - 1, Math.max(0, from + places))] ?? null;
}

/** A range around `center` that is `factor` times as long; null when it would hold all steps. */
function zoomed(model: MetricsModel, factor: number): StepRange | null {
  const { min, max } = model.range.value;
  const steps = model.axisSteps.value;
  const center = model.hoveredStep.value ?? (min + max) / 2;
  const [first, last] = [steps[0] ?? min, steps.at(-1) ?? max];
  const [from, to] = [center + (min - center) * factor, center + (max - center) * factor];
  if (from <= first && to >= last) return null;
  return to - from < 1 ? { min, max } : { min: Math.max(first, from), max: Math.min(last, to) };
}

/** Walks a curve step by step, and zooms into its steps. */
export function curveKeys(event: KeyboardEvent, model: MetricsModel, curve: MountedCurve): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const move = moves[event.key];
  const factor = zooms[event.key];
  if (move !== undefined) curve.moveTo(moved(model, move));
  else if (factor !== undefined) model.zoom.value = zoomed(model, factor);
  else if (event.key === "Escape" && model.zoom.value !== null) model.zoom.value = null;
  else return;
  event.preventDefault();
}
