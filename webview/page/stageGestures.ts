import { boxAt } from "./boxAt.js";
import { panCamera } from "./panCamera.js";
import { projection, type Point } from "./projection.js";
import type { StageGrab, StageModel } from "./stageModel.js";
import { zoomCamera } from "./zoomCamera.js";
import { zoomToCall } from "./zoomToCall.js";

/** Farther than this many CSS pixels a press is a drag and no click. */
const dragStart = 4;
/** CSS pixels beside a line that still hit its box. */
const reach = 4;
/** CSS pixels beside a handle that still hit it. */
const handleReach = 9;
const lineHeight = 18;
const zoomSpeed = 0.0018;

/** A notch of a mouse wheel is a whole multiple of 120 and has no sideways part; touchpads send small odd numbers. */
const isNotch = (event: WheelEvent) =>
  event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL ||
  (event.deltaX === 0 && Math.abs(event.deltaY) >= 50 && Number.isInteger(event.deltaY));

function wheel(model: StageModel, event: WheelEvent, at: Point): void {
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeight : 1;
  const [right, down] = [event.deltaX * unit, event.deltaY * unit];
  if (event.ctrlKey || event.metaKey || (isNotch(event) && !event.shiftKey)) {
    // A pinch comes as small steps with ctrl; a notch as one large step.
    const speed = isNotch(event) ? zoomSpeed : zoomSpeed * 5;
    model.camera.value = zoomCamera(model.view.value, model.stage.value, Math.exp(-down * speed), at);
  } else {
    const sideways = event.shiftKey && right === 0;
    model.camera.value = panCamera(model.view.value, sideways ? down : right, sideways ? 0 : down, model.bounds.value);
  }
}

/** The zoom call that a point of the stage means: its own box, or that of the target it is judged by. */
function callAt(model: StageModel, at: Point): number | null {
  const camera = model.view.value;
  const hit = boxAt(model.visibleBoxes.value, projection(camera, model.stage.value).toPage(at), reach / camera.scale);
  if (hit === null) return null;
  return hit.kind === "target" ? model.callOf(hit.index) : hit.index;
}

const middle = (a: Point, b: Point) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

interface PointerMoves {
  readonly press: (event: PointerEvent) => void;
  readonly move: (event: PointerEvent) => void;
  /** True when what ends here was a click. */
  readonly release: (event: PointerEvent) => boolean;
}

/** Drags with one pointer and pinches with two. */
function pointerMoves(model: StageModel, stage: HTMLElement, pointOf: (event: MouseEvent) => Point): PointerMoves {
  const down = new Map<number, Point>();
  let start: Point | null = null;
  let isDrag = false;
  let grabbed: StageGrab | null = null;
  const toPage = (at: Point) => projection(model.view.value, model.stage.value).toPage(at);
  const others = (id: number) => [...down].find(([other]) => other !== id)?.[1];
  return {
    press(event: PointerEvent): void {
      if (event.button > 1) return;
      stage.setPointerCapture(event.pointerId);
      down.set(event.pointerId, pointOf(event));
      if (down.size > 1) return;
      [start, isDrag] = [pointOf(event), false];
      grabbed = model.grab?.(toPage(start), handleReach / model.view.value.scale) ?? null;
    },
    move(event: PointerEvent): void {
      const at = pointOf(event);
      const before = down.get(event.pointerId);
      if (before === undefined || start === null) {
        model.hoveredCall.value = callAt(model, at);
        return;
      }
      if (grabbed !== null) {
        grabbed.move(toPage(at));
        return;
      }
      isDrag ||= distance(start, at) > dragStart || down.size > 1;
      if (!isDrag) return;
      stage.classList.add("dragging");
      const other = others(event.pointerId);
      if (other !== undefined) {
        const factor = distance(at, other) / Math.max(1, distance(before, other));
        model.camera.value = zoomCamera(model.view.value, model.stage.value, factor, middle(at, other));
      } else model.camera.value = panCamera(model.view.value, before.x - at.x, before.y - at.y, model.bounds.value);
      down.set(event.pointerId, at);
    },
    release(event: PointerEvent): boolean {
      const isHeld = grabbed !== null;
      grabbed?.end();
      grabbed = null;
      const isClick =
        down.delete(event.pointerId) && !isDrag && !isHeld && event.type === "pointerup" && event.button === 0;
      if (down.size === 0) [start, isDrag] = [null, false];
      stage.classList.remove("dragging");
      return isClick;
    },
  };
}

/** Zooming, panning and picking boxes with wheel, pointer and fingers, until the signal aborts. */
export function stageGestures(model: StageModel, stage: HTMLElement, signal: AbortSignal): void {
  const pointOf = (event: MouseEvent): Point => {
    const { left, top } = stage.getBoundingClientRect();
    return { x: event.clientX - left - stage.clientLeft, y: event.clientY - top - stage.clientTop };
  };
  const moves = pointerMoves(model, stage, pointOf);
  const release = (event: PointerEvent) => {
    if (!moves.release(event)) return;
    const call = callAt(model, pointOf(event));
    if (call !== null) model.select(call);
  };
  stage.addEventListener("wheel", event => wheel(model, event, pointOf(event)), { passive: false, signal });
  stage.addEventListener("pointerdown", moves.press, { signal });
  stage.addEventListener("pointermove", moves.move, { signal });
  stage.addEventListener("pointerup", release, { signal });
  stage.addEventListener("pointercancel", release, { signal });
  stage.addEventListener("pointerleave", () => (model.hoveredCall.value = null), { signal });
  stage.addEventListener("dblclick", event => zoomToCall(model, callAt(model, pointOf(event))), { signal });
  stage.addEventListener(
    "keydown",
    // The keys themselves come from the host; here only the browser's own scrolling is stopped.
    event => event.key.startsWith("Arrow") && event.preventDefault(),
    { signal },
  );
}
