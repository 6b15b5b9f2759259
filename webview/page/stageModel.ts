import type { ComponentType } from "preact";
import type { ReadonlySignal, Signal } from "@preact/signals";
import type { Box } from "../../src/core/page/box.js";
import type { Size } from "../../src/core/page/size.js";
import type { RolloutView } from "../../src/protocol/rolloutView.js";
import type { Translate } from "../translate.js";
import type { Camera } from "./camera.js";
import type { DrawnBox } from "./drawnBoxes.js";
import type { PageImage } from "./pageLoader.js";
import type { Point } from "./projection.js";

/** A press that a stage has taken for itself, until the pointer is let go. Points in page pixels. */
export interface StageGrab {
  move(to: Point): void;
  end(): void;
}

/** What a stage draws and changes: one page with its boxes. Several stages may share signals, and then move as one. */
export interface StageModel {
  readonly t: Translate;
  readonly image: ReadonlySignal<PageImage>;
  /** Null: the page is fitted, and stays so when the stage changes its size. */
  readonly camera: Signal<Camera | null>;
  /** The camera in use: the person's own, or the one that fits the page. */
  readonly view: ReadonlySignal<Camera>;
  /** The stage's size in CSS pixels. */
  readonly stage: Signal<Size>;
  readonly pageSize: ReadonlySignal<Size>;
  /** What fitting the page shows, in page pixels. */
  readonly bounds: ReadonlySignal<Box>;
  readonly boxes: ReadonlySignal<readonly DrawnBox[]>;
  /** Those whose kind is switched on. */
  readonly visibleBoxes: ReadonlySignal<readonly DrawnBox[]>;
  readonly marks: ReadonlySignal<RolloutView["marks"]>;
  /** Zoom calls, counted from 0. */
  readonly selectedCall: Signal<number | null>;
  readonly hoveredCall: Signal<number | null>;
  /** The target that a zoom call is judged by; null where nobody knows. */
  readonly targetOf: (call: number) => number | null;
  /** The first zoom call that is judged by a target. */
  readonly callOf: (target: number) => number | null;
  /** Selects a zoom call, or lets the selected one go. */
  readonly select: (call: number) => void;
  /** What is drawn under and over the boxes, in page pixels. */
  readonly underBoxes?: ComponentType;
  readonly overBoxes?: ComponentType;
  /**
   * Takes a press for itself, as on the corner of a box that is dragged; null leaves it to panning. Page pixels; `reach`
   * is how far beside a thing still counts.
   */
  readonly grab?: (at: Point, reach: number) => StageGrab | null;
}
