import { useSignal, useSignalEffect, type Signal } from "@preact/signals";
import type { ShownPageOrder, ShownPanel } from "../../src/protocol/benchmark/benchmarkViewApi.js";
import type { Box } from "../../src/core/page/box.js";
import { projection, type Point } from "../page/projection.js";
import { stageContext } from "../page/stageContext.js";
import { benchmarkContext } from "./benchmarkContext.js";
import { orderActions } from "./orderActions.js";

/** CSS pixels from a panel's corner to the middle of its number. */
const inset = 20;
/** A computed place that is less sure is drawn with a broken line. */
const sureEnough = 0.6;

interface Drag {
  readonly panel: string;
  /** CSS pixels of the stage. */
  readonly at: Point;
  readonly onto: string | null;
}

const holds = ([x1, y1, x2, y2]: Box, { x, y }: Point) => x >= x1 && x <= x2 && y >= y1 && y <= y2;
const areaOf = ([x1, y1, x2, y2]: Box) => (x2 - x1) * (y2 - y1);

/** The panel under a point of the page; of an inset and its surroundings the inset. */
function panelAt(panels: readonly ShownPanel[], at: Point): ShownPanel | null {
  const under = panels.filter(({ box }) => holds(box, at));
  return under.toSorted((a, b) => areaOf(a.box) - areaOf(b.box))[0] ?? null;
}

interface LinesProps {
  readonly page: NonNullable<ShownPageOrder["page"]>;
  readonly drag: Signal<Drag | null>;
  readonly bubble: Signal<string | null>;
}

/** Frames of the panels, the way that they are read, and the balloon whose text is being looked at. */
function PanelLines({ page, drag, bubble }: LinesProps) {
  const { selectedPanel } = benchmarkContext.use();
  const { view, stage } = stageContext.use();
  const origin = projection(view.value, stage.value).toStage({ x: 0, y: 0 });
  const { scale } = view.value;
  const shift = inset / scale;
  const way = page.panels
    .toSorted((a, b) => a.order - b.order)
    .map(({ box: [x, y] }) => `${x + shift},${y + shift}`)
    .join(" ");
  const shown = page.bubbles.find(({ id }) => id === bubble.value);
  const rectangle = ([x1, y1, x2, y2]: Box) => ({ x: x1, y: y1, width: x2 - x1, height: y2 - y1 });
  const classOf = ({ id }: ShownPanel) => (id === drag.value?.onto || id === selectedPanel.value ? "exec sel" : "exec");
  return (
    <svg class="overlay" aria-hidden="true">
      <g transform={`translate(${origin.x} ${origin.y}) scale(${scale})`}>
        {page.panels.map(panel => (
          <g key={panel.id}>
            <rect class={`bx case ${classOf(panel)}`} {...rectangle(panel.box)} />
            <rect class={`bx ${classOf(panel)}`} {...rectangle(panel.box)} />
          </g>
        ))}
        <polyline class="bx way case" points={way} />
        <polyline class="bx way" points={way} />
        {shown !== undefined && (
          <>
            <rect class="bx case req" {...rectangle(shown.box)} />
            <rect class="bx req" {...rectangle(shown.box)} />
          </>
        )}
      </g>
    </svg>
  );
}

interface NumberProps {
  readonly panel: ShownPanel;
  readonly drag: Signal<Drag | null>;
  readonly pointOf: (event: PointerEvent) => Point;
  readonly drop: (drag: Drag) => void;
  readonly over: (at: Point) => string | null;
}

/** The number of a panel, which can be dragged. Keys go by the list beside the page. */
function PanelNumber({ panel, drag, pointOf, drop, over }: NumberProps) {
  const { selectedPanel } = benchmarkContext.use();
  const { view, stage } = stageContext.use();
  const { id, box, order, source, confidence } = panel;
  const corner = projection(view.value, stage.value).toStage({ x: box[0], y: box[1] });
  const moving = drag.value?.panel === id ? drag.value.at : null;
  const at = moving ?? { x: corner.x + inset, y: corner.y + inset };
  const isUnsure = source === "computed" && confidence !== null && confidence < sureEnough;
  const names = [isUnsure ? "unsure" : "", id === selectedPanel.value ? "sel" : "", moving === null ? "" : "moving"];
  const release = (event: PointerEvent) => {
    const now = drag.value;
    drag.value = null;
    if (now?.panel === id && event.type === "pointerup") drop(now);
  };
  return (
    <button
      type="button"
      tabIndex={-1}
      class={`number ${names.join(" ")}`}
      data-panel={id}
      style={{ transform: `translate(${at.x}px, ${at.y}px) translate(-50%, -50%)` }}
      onPointerDown={event => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        selectedPanel.value = id;
        drag.value = { panel: id, at: pointOf(event), onto: null };
      }}
      onPointerMove={event => {
        if (drag.value?.panel !== id) return;
        const point = pointOf(event);
        drag.value = { panel: id, at: point, onto: over(point) };
      }}
      onPointerUp={release}
      onPointerCancel={release}
    >
      {order + 1}
    </button>
  );
}

/** The layer above the page: panels with their numbers, which are dragged onto other panels. */
export function PanelNumbers({
  shown,
  bubble,
}: {
  readonly shown: ShownPageOrder;
  readonly bubble: Signal<string | null>;
}) {
  const model = benchmarkContext.use();
  const { view, stage } = stageContext.use();
  const drag = useSignal<Drag | null>(null);
  const layer = useSignal<HTMLDivElement | null>(null);
  const { page } = shown;
  useSignalEffect(() => {
    const { value } = drag;
    const onto = value === null ? null : page?.panels.find(({ id }) => id === value.onto);
    const from = value === null ? null : page?.panels.find(({ id }) => id === value.panel);
    if (onto !== null && onto !== undefined && from)
      model.said.value = model.t("dropHere", from.order + 1, onto.order + 1);
  });
  if (page === null) return null;
  const pointOf = (event: PointerEvent): Point => {
    const { left, top } = layer.peek()?.getBoundingClientRect() ?? { left: 0, top: 0 };
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const over = (at: Point) => panelAt(page.panels, projection(view.peek(), stage.peek()).toPage(at))?.id ?? null;
  const drop = ({ panel, onto }: Drag) => {
    const place = page.panels.find(({ id }) => id === onto)?.order;
    if (place !== undefined) orderActions.move(model, shown, panel, place);
  };
  return (
    <div
      class="numbers"
      aria-hidden="true"
      ref={element => {
        layer.value = element;
      }}
    >
      <PanelLines page={page} drag={drag} bubble={bubble} />
      {page.panels.map(panel => (
        <PanelNumber key={panel.id} {...{ panel, drag, pointOf, drop, over }} />
      ))}
    </div>
  );
}
