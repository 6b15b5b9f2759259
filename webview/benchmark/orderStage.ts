import { computed, effect, signal } from "@preact/signals";
import type { Box } from "../../src/core/page/box.js";
import type { Size } from "../../src/core/page/size.js";
import type { ShownPageOrder } from "../../src/protocol/benchmark/benchmarkViewApi.js";
import type { Camera } from "../page/camera.js";
import { fitCamera } from "../page/fitCamera.js";
import { pageLoader } from "../page/pageLoader.js";
import type { StageModel } from "../page/stageModel.js";
import type { BenchmarkModel } from "./benchmarkModel.js";

/** CSS pixels around a fitted page. */
const fitMargin = 12;
const bitmapBytes = 256 * 1024 * 1024;
const nothing: Size = { width: 1, height: 1 };

type Page = NonNullable<ShownPageOrder["page"]>;

export interface OrderStage {
  readonly stage: StageModel;
  /** Ends following the page on show. */
  readonly stop: () => void;
}

/** The stage of the page on show. It draws the page; numbers and balloons lie in a layer above it. */
export function orderStage(model: BenchmarkModel): OrderStage {
  const { pageT, shown } = model;
  const loader = pageLoader({ applyOrientation: false, bitmapBytes });
  const page = computed<Page | null>(() => (shown.value.kind === "order" ? shown.value.page : null));
  const pageId = computed(() => page.value?.id ?? null);
  const camera = signal<Camera | null>(null);
  const stage = signal<Size>({ width: 0, height: 0 });
  const pageSize = computed<Size>(() => page.value ?? nothing);
  const bounds = computed<Box>(() => [0, 0, pageSize.value.width, pageSize.value.height]);
  const stop = effect(() => {
    // Another page is shown whole; a correction of the same page moves nothing.
    if (pageId.value !== null) camera.value = null;
    const { uri, width, height, fileName: name } = page.peek() ?? { ...nothing, uri: null, fileName: "" };
    const view = uri === null ? null : ({ kind: "image", uri, width, height, orientation: 1, name } as const);
    loader.show(view);
    void loader.prepare(view);
  });
  return {
    stop,
    stage: {
      ...{ t: pageT, image: loader.image, camera, stage, pageSize, bounds },
      view: computed(() => camera.value ?? fitCamera(bounds.value, stage.value, fitMargin)),
      ...{ boxes: signal([]), visibleBoxes: signal([]), marks: signal([]) },
      ...{ selectedCall: signal<number | null>(null), hoveredCall: signal<number | null>(null) },
      targetOf: () => null,
      callOf: () => null,
      select: () => undefined,
    },
  };
}
