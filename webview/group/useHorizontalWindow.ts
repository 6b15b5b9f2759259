import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useEffect, useReducer, useRef } from "preact/hooks";

interface HorizontalWindow {
  /** The items to draw: their index and left edge in CSS pixels. */
  readonly items: readonly { readonly index: number; readonly start: number }[];
  readonly totalWidth: number;
  readonly scrollTo: (index: number) => void;
}

/** The visible part of a long row of equally wide items. */
export function useHorizontalWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  itemWidth: number,
): HorizontalWindow {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const options = {
    count,
    horizontal: true,
    overscan: 4,
    getScrollElement: () => scroller.current,
    estimateSize: () => itemWidth,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw(undefined),
  };
  const kept = useRef<Virtualizer<HTMLElement, HTMLElement> | null>(null);
  kept.current ??= new Virtualizer<HTMLElement, HTMLElement>(options);
  const virtualizer = kept.current;
  virtualizer.setOptions(options);
  useEffect(() => virtualizer._didMount(), [virtualizer]);
  useEffect(() => {
    virtualizer._willUpdate();
    virtualizer.measure();
  }, [virtualizer, count, itemWidth]);
  return {
    items: virtualizer.getVirtualItems().map(({ index, start }) => ({ index, start })),
    totalWidth: count * itemWidth,
    scrollTo: index => virtualizer.scrollToIndex(index, { align: "auto" }),
  };
}
