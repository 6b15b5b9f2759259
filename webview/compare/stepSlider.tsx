import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { RolloutSet } from "../../src/protocol/reward/rolloutSet.js";
import { Icon } from "../icon.js";
import type { LookedAt } from "./compareActions.js";
import { compareContext } from "./compareContext.js";
import { curveLine } from "./curveLines.js";
import { CurveTable } from "./curveTable.js";
import type { QuestionCurves } from "./questionCurves.js";
import type { FilmSides } from "./sideSets.js";
import { sideSets } from "./sideSets.js";
import { StepHandle } from "./stepHandle.js";
import { stepAxis, type StepAxis } from "./stepAxis.js";

interface CurveProps {
  readonly curves: QuestionCurves;
  readonly axis: StepAxis;
}

/** The lines of the first and the second zoom; those of another run are fainter. */
function Curves({ curves, axis }: CurveProps) {
  return (
    <svg class="stepcurves" viewBox="0 -4 1000 108" preserveAspectRatio="none" aria-hidden="true">
      <path class="ax" d="M0 0H1000M0 50H1000M0 100H1000" />
      {curves.curves.map(({ points }, i) => {
        const [first, second] = [curveLine(points, "firstIou", axis), curveLine(points, "secondIou", axis)];
        const extra = i === 0 ? "" : " other";
        return [
          second !== null && <path key={`2 ${String(i)}`} class={`ln two${extra}`} d={second} />,
          first !== null && <path key={`1 ${String(i)}`} class={`ln main${extra}`} d={first} />,
        ];
      })}
    </svg>
  );
}

/** Line samples with their names, and the ends of the scale. */
function Legend({ names }: { readonly names: readonly string[] }) {
  const { t } = compareContext.use();
  const name = (key: "firstZoom" | "secondZoom", i: number) =>
    names.length > 1 ? t("curveOf", names[i] ?? "", t(key)) : t(key);
  return (
    <div class="legend small">
      {names.map((_, i) => (
        <span key={i} class={i === 0 ? "keys" : "keys other"}>
          <span class="cut">
            <svg width="18" height="8" aria-hidden="true">
              <path class="ln main" d="M0 4H18" />
            </svg>{" "}
            {name("firstZoom", i)}
          </span>
          <span class="cut">
            <svg width="18" height="8" aria-hidden="true">
              <path class="ln two" d="M0 4H18" />
            </svg>{" "}
            {name("secondZoom", i)}
          </span>
        </span>
      ))}
    </div>
  );
}

function Ticks({ axis, chosen }: { readonly axis: StepAxis; readonly chosen: readonly (number | null)[] }) {
  const at = (step: number) => ({ left: `${String(100 * stepAxis.share(axis, step))}%` });
  const labels = [...new Set([...stepAxis.labels(axis), ...chosen.filter(step => step !== null)])];
  return (
    <div class="ticks small num" aria-hidden="true">
      {axis.steps.length <= 400 && axis.steps.map(step => <i key={step} style={at(step)} />)}
      {labels.map(step => (
        <span key={step} class={chosen.includes(step) ? "b" : "dim"} style={at(step)}>
          {step}
        </span>
      ))}
    </div>
  );
}

const hasIou = ({ curves }: QuestionCurves) =>
  curves.some(({ points }) => points.some(({ firstIou }) => firstIou !== null));

/** What the run of a curve is called. */
function useNames(curves: QuestionCurves | null): readonly string[] {
  const { sources } = compareContext.use();
  const known = sources.state.value.value ?? [];
  return (curves?.curves ?? []).map(({ set }) => sideSets.sourceOf(set, known)?.name ?? "");
}

/** One slider for all panes: its handles are the two sides, and above it is what the question's zooms hit at each step. */
export function StepSlider({ film }: { readonly film: FilmSides }) {
  const { t, sources, curves } = compareContext.use();
  const track = useRef<HTMLDivElement>(null);
  const isTable = useSignal(false);
  const known = sources.state.value.value ?? [];
  const axis = stepAxis.of(film.sides, known);
  const value = curves.state.value.value;
  const names = useNames(value);
  if (axis === null) return null;
  const looked: readonly LookedAt[] = ["left", "right"];
  const setOf = (side: LookedAt): RolloutSet | undefined => film.sides[film[side]];
  const hasCurves = value !== null && hasIou(value);
  const [text, icon] = isTable.value ? ([t("showChart"), "curve"] as const) : ([t("showTable"), "table"] as const);
  return (
    <section class="slider" aria-label={t("slider")}>
      <div class="axis" ref={track}>
        <span class="dim small what">{t("meanIou")}</span>
        {hasCurves && (
          <>
            <Curves curves={value} axis={axis} />
            <span class="dim small top">1</span>
            <span class="dim small zero">0</span>
          </>
        )}
        {value !== null && !hasCurves && <span class="dim small none">{t("noIou")}</span>}
        <Ticks axis={axis} chosen={looked.map(side => setOf(side)?.from ?? null)} />
        {looked.map(side => {
          const set = setOf(side);
          const source = set === undefined ? null : sideSets.sourceOf(set, known);
          if (set === undefined || set.from === null || source === null) return null;
          return <StepHandle key={side} {...{ side, set, source, axis, track }} />;
        })}
      </div>
      <div class="beside">
        {hasCurves && <Legend names={names} />}
        {value !== null && (
          <button
            type="button"
            class="bare"
            title={text}
            aria-label={text}
            aria-pressed={isTable.value}
            onClick={() => (isTable.value = !isTable.value)}
          >
            <Icon name={icon} />
          </button>
        )}
      </div>
      {isTable.value && value !== null && <CurveTable curves={value} names={names} />}
    </section>
  );
}
