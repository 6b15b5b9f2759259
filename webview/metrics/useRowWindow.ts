import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useEffect, useReducer, useRef } from "preact/hooks";

interface RowWindow {
  /** The rows to draw: their index and top edge in CSS pixels. */
  readonly rows: readonly { readonly index: number; readonly start: number }[];
  readonly height: number;
}

/** The visible part of a long list of equally high rows. */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, count: number, rowHeight: number): RowWindow {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const options = {
    count,
    overscan: 8,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
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
  }, [virtualizer, count, rowHeight]);
  return {
    rows: virtualizer.getVirtualItems().map(({ index, start }) => ({ index, start })),
    height: count * rowHeight,
  };
}
