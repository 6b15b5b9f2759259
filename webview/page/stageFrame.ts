import { effect, type ReadonlySignal } from "@preact/signals";
import type { Box } from "../../src/core/page/box.js";
import { drawPage } from "./drawPage.js";
import { placeTags, type Tag } from "./placeTags.js";
import { projection } from "./projection.js";
import type { StageModel } from "./stageModel.js";
import { tagsOf } from "./tagsOf.js";

export interface StageElements {
  readonly stage: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly layer: SVGGElement;
  readonly hatch: SVGPatternElement;
  readonly tags: HTMLElement;
}

const hatchAngle = "rotate(45)";

function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** Widths of tags by their text: reading one asks the browser for a layout, so it is done once. */
function tagSizes(): (element: HTMLElement) => { width: number; height: number } {
  const known = new Map<string, { width: number; height: number }>();
  return element => {
    const name = `${element.className} ${element.textContent}`;
    const size = known.get(name) ?? { width: element.offsetWidth, height: element.offsetHeight };
    if (size.width > 0) known.set(name, size);
    return size;
  };
}

function moveTags(model: StageModel, elements: StageElements, sizeOf: ReturnType<typeof tagSizes>): void {
  const { boxToStage } = projection(model.view.value, model.stage.value);
  const spans = new Map(
    [...elements.tags.querySelectorAll<HTMLElement>(".tag")].map(span => [span.dataset["tag"], span]),
  );
  const selected = model.hoveredCall.value ?? model.selectedCall.value;
  const tags = tagsOf(model.visibleBoxes.value, model.t).map(tag => {
    const span = spans.get(tag.id);
    const rank = tag.drawn.kind !== "target" && tag.drawn.index === selected ? 0 : 1;
    const [x1, y1, x2, y2] = boxToStage(tag.drawn.box);
    const box: Box = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)]; // models invert boxes
    const placed: Tag = {
      id: tag.id,
      box,
      place: tag.place,
      ...(span === undefined ? { width: 0, height: 0 } : sizeOf(span)),
    };
    return { placed, rank };
  });
  const corners = placeTags(
    tags.toSorted((a, b) => a.rank - b.rank).map(({ placed }) => placed),
    model.stage.value,
  );
  for (const [id, span] of spans) {
    const at = corners.get(id ?? "");
    span.classList.toggle("away", at === undefined);
    if (at !== undefined) span.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`;
  }
}

/** Draws one frame: the page, the layer of boxes, and the tags. */
function drawFrame(model: StageModel, elements: StageElements, sizeOf: ReturnType<typeof tagSizes>): void {
  const stage = model.stage.value;
  const camera = model.view.value;
  const image = model.image.value;
  const ratio = window.devicePixelRatio;
  fitCanvas(elements.canvas, Math.round(stage.width * ratio), Math.round(stage.height * ratio));
  const context = elements.canvas.getContext("2d");
  if (context !== null) drawPage(context, image.kind === "ready" ? image.bitmap : null, camera, stage, ratio);
  const origin = projection(camera, stage).toStage({ x: 0, y: 0 });
  elements.layer.setAttribute("transform", `translate(${origin.x} ${origin.y}) scale(${camera.scale})`);
  elements.hatch.setAttribute("patternTransform", `scale(${1 / camera.scale}) ${hatchAngle}`);
  moveTags(model, elements, sizeOf);
}

/** Everything that a frame shows. */
const drawn = (model: StageModel): readonly ReadonlySignal<unknown>[] => [
  model.view,
  model.stage,
  model.visibleBoxes,
  model.pageSize,
  model.image,
  model.selectedCall,
  model.hoveredCall,
];

/** Draws the stage whenever something on it changes, at most once a frame, until disposed. */
export function stageFrame(model: StageModel, elements: StageElements): () => void {
  const sizeOf = tagSizes();
  let request: number | null = null;
  const schedule = () => {
    request ??= requestAnimationFrame(() => {
      request = null;
      drawFrame(model, elements, sizeOf);
    });
  };
  const stop = effect(() => {
    // Reading is subscribing; what was read is not needed before the frame.
    if (drawn(model).map(shown => shown.value).length > 0) schedule();
  });
  const observer = new ResizeObserver(([entry]) => {
    if (entry === undefined) return;
    const { width, height } = entry.contentRect;
    if (width > 0 && height > 0) model.stage.value = { width, height };
  });
  observer.observe(elements.stage);
  return () => {
    stop();
    observer.disconnect();
    if (request !== null) cancelAnimationFrame(request);
  };
}
