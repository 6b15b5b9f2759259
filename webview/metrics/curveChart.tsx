import { useEffect, useRef } from "preact/hooks";
import { curveKeys } from "./curveKeys.js";
import { metricsContext } from "./metricsContext.js";
import { mountCurve, type MountedCurve } from "./mountCurve.js";
import { valueAt } from "./valueAt.js";

/** The drawn curve. To a keyboard and a screen reader it is a slider over the steps that says the value at each. */
export function CurveChart({ name }: { readonly name: string }) {
  const model = metricsContext.use();
  const { t, theme, showsReplaced, byName, view, hoveredStep, range } = model;
  const holder = useRef<HTMLDivElement>(null);
  const curve = useRef<MountedCurve | null>(null);
  const series = byName.value.get(name);
  const replacedLines = showsReplaced.value ? (series?.replaced.length ?? 0) : 0;
  useEffect(() => {
    if (holder.current === null) return undefined;
    const mounted = mountCurve(holder.current, model, name);
    curve.current = mounted;
    return () => mounted.dispose();
  }, [model, name, replacedLines, theme.value]);
  const steps = view.value?.curves.steps ?? [];
  const step = hoveredStep.value ?? steps.at(-1) ?? 0;
  return (
    <div
      class="plot"
      ref={holder}
      role="slider"
      tabindex={0}
      aria-label={t("curveName", name)}
      aria-valuemin={range.value.min}
      aria-valuemax={range.value.max}
      aria-valuenow={step}
      aria-valuetext={series === undefined ? "" : valueAt(series, steps, step, t)}
      onKeyDown={event => curve.current !== null && curveKeys(event, model, curve.current)}
      onBlur={() => curve.current?.moveTo(null)}
    />
  );
}
