import { useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { BoxOverlay } from "./boxOverlay.js";
import { stageContext } from "./stageContext.js";
import { stageFrame } from "./stageFrame.js";
import { stageGestures } from "./stageGestures.js";
import { tagsOf } from "./tagsOf.js";

const keyClass = { target: "target", executed: "exec", requested: "req" } as const;

/** The stage: the page on a canvas, its boxes above, their tags on top. */
export function PageStage() {
  const model = stageContext.use();
  const stage = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<SVGGElement>(null);
  const hatch = useRef<SVGPatternElement>(null);
  const tags = useRef<HTMLDivElement>(null);
  const texts = useComputed(() => tagsOf(model.visibleBoxes.value, model.t)).value;
  useEffect(() => {
    const all = [stage.current, canvas.current, layer.current, hatch.current, tags.current] as const;
    const [stageElement, canvasElement, layerElement, hatchElement, tagsElement] = all;
    if (!stageElement || !canvasElement || !layerElement || !hatchElement || !tagsElement) return undefined;
    const abort = new AbortController();
    stageGestures(model, stageElement, abort.signal);
    const stop = stageFrame(model, {
      stage: stageElement,
      canvas: canvasElement,
      layer: layerElement,
      hatch: hatchElement,
      tags: tagsElement,
    });
    return () => {
      abort.abort();
      stop();
    };
  }, [model]);
  return (
    <div class="stage" ref={stage} tabIndex={0} role="group" aria-label={model.t("page")}>
      <canvas ref={canvas} aria-hidden="true" />
      <BoxOverlay layer={layer} hatch={hatch} />
      <div class="tags" ref={tags} aria-hidden="true">
        {texts.map(({ id, text, drawn }) => (
          <span key={id} data-tag={id} class={`tag away k ${keyClass[drawn.kind]}`}>
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}
