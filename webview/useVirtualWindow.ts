import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useEffect, useReducer, useRef } from "preact/hooks";

interface Shape {
  readonly count: number;
  /** Of one item along the list, in CSS pixels; all are equally large. */
  readonly itemSize: number;
  readonly isHorizontal: boolean;
  /** Items drawn beyond either edge. */
  readonly overscan: number;
}

interface VirtualWindow {
  /** The items to draw: their index and near edge in CSS pixels. */
  readonly items: readonly { readonly index: number; readonly start: number }[];
  /** The first and the last item of which something is in sight, without those beyond the edges. */
  readonly inSight: { readonly first: number; readonly last: number };
  /** Length of the whole list in CSS pixels. */
  readonly length: number;
  readonly scrollTo: (index: number) => void;
}

/** The visible part of a long list of equally large items. */
export function useVirtualWindow(scroller: RefObject<HTMLElement | null>, shape: Shape): VirtualWindow {
  const { count, itemSize, isHorizontal, overscan } = shape;
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const options = {
    count,
    horizontal: isHorizontal,
    overscan,
    getScrollElement: () => scroller.current,
    estimateSize: () => itemSize,
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
  }, [virtualizer, count, itemSize]);
  const items = virtualizer.getVirtualItems().map(({ index, start }) => ({ index, start }));
  const { startIndex, endIndex } = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  return {
    items,
    inSight: { first: startIndex, last: endIndex },
    length: count * itemSize,
    scrollTo: index => virtualizer.scrollToIndex(index, { align: "auto" }),
  };
}
