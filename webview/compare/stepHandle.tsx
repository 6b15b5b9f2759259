import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import type { RolloutSet, RolloutSource } from "../../src/protocol/reward/rolloutSet.js";
import { compareActions, type LookedAt } from "./compareActions.js";
import { compareContext } from "./compareContext.js";
import { sideSets } from "./sideSets.js";
import { stepAxis, type StepAxis } from "./stepAxis.js";

interface StepHandleProps {
  readonly side: LookedAt;
  readonly set: RolloutSet;
  readonly source: RolloutSource;
  readonly axis: StepAxis;
  /** The part of the slider that is as wide as the axis. */
  readonly track: RefObject<HTMLDivElement | null>;
}

const moves: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

const percent = (share: number) => `${String(100 * share)}%`;

/** The handle of a side: keys move it by a step, the pointer to the nearest one, which counts once it is let go. */
export function StepHandle({ side, set, source, axis, track }: StepHandleProps) {
  const model = compareContext.use();
  const dragged = useSignal<number | null>(null);
  const step = dragged.value ?? set.from ?? axis.first;
  const nearest = (event: PointerEvent) => {
    const area = track.current?.getBoundingClientRect();
    if (area === undefined) return null;
    return stepAxis.nearest(axis, (event.clientX - area.left) / area.width, source.steps);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = moves[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    compareActions.move(model, side, by);
    event.preventDefault();
  };
  const release = (event: PointerEvent) => {
    const to = dragged.value;
    dragged.value = null;
    if (event.type === "pointerup" && to !== null && to !== set.from)
      compareActions.look(model, side, sideSets.at(set, to));
  };
  return (
    <>
      <span class="needle" style={{ left: percent(stepAxis.share(axis, step)) }} aria-hidden="true" />
      <span
        class="handle"
        role="slider"
        tabindex={0}
        data-side={side}
        aria-label={model.t(side === "left" ? "handleLeft" : "handleRight")}
        aria-valuemin={axis.first}
        aria-valuemax={axis.last}
        aria-valuenow={step}
        aria-valuetext={model.nameOf(sideSets.at(set, step))}
        style={{ left: percent(stepAxis.share(axis, step)) }}
        onKeyDown={onKeyDown}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId);
          dragged.value = set.from;
        }}
        onPointerMove={event => {
          if (dragged.value !== null) dragged.value = nearest(event);
        }}
        onPointerUp={release}
        onPointerCancel={release}
      >
        {model.t(side)}
      </span>
    </>
  );
}
