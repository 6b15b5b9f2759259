import { observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useReducer, useRef } from "preact/hooks";
import { RowScale } from "./rowScale.js";

interface Shape {
  readonly count: number;
  /** Of a row, and of the head that stays above them, in CSS pixels. */
  readonly rowHeight: number;
  readonly headHeight: number;
  readonly onScroll: (top: number) => void;
}

interface RowWindow {
  /** The rows to draw: their number and upper edge in CSS pixels of the list. */
  readonly items: readonly { readonly row: number; readonly top: number }[];
  /** Height of the list in CSS pixels. */
  readonly height: number;
  /** Rows that are wholly in sight at a time. */
  readonly inSight: number;
  readonly scrollTo: (row: number, atTop: boolean) => void;
}

/** Rows that the library is told of at a time: it keeps numbers for each. */
const blockRows = 2048;
const overscan = 12;

/** The visible part of a list of any number of rows. */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, shape: Shape): RowWindow {
  const { count, rowHeight, headHeight, onScroll } = shape;
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const kept = useRef<RowScale | null>(null);
  kept.current ??= new RowScale();
  const scale = kept.current;
  scale.shape = { count, rowHeight, headHeight };
  const block = Math.max(0, Math.floor(scale.top / blockRows) - 1) * blockRows;
  const virtualizer = useVirtualizer(scroller, { scale, block, count, rowHeight, headHeight, redraw });
  // In time for whoever scrolls as soon as the list is drawn.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    return scale.attach(element, () => {
      onScroll(scale.top);
      redraw(undefined);
    });
  }, [scroller, scale]);
  const items = virtualizer
    .getVirtualItems()
    .map(({ index }) => ({ row: block + index, top: scale.domTop(block + index) }));
  return {
    items: items.filter(({ row }) => row < count),
    height: scale.domHeight,
    inSight: Math.max(1, Math.floor((scale.viewHeight - headHeight) / rowHeight)),
    // What is at the top already stays as it is, and be it half a row down.
    scrollTo: (row, atTop) => {
      if (!atTop || scale.top !== row) scale.scrollTo(row, atTop);
    },
  };
}

interface Block {
  readonly scale: RowScale;
  readonly block: number;
  readonly count: number;
  readonly rowHeight: number;
  readonly headHeight: number;
  readonly redraw: (action: undefined) => void;
}

function useVirtualizer(scroller: RefObject<HTMLElement | null>, at: Block): Virtualizer<HTMLElement, HTMLElement> {
  const { scale, block, count, rowHeight, headHeight, redraw } = at;
  const latest = useRef(block);
  latest.current = block;
  const options = {
    count: Math.max(0, Math.min(count - block, 4 * blockRows)),
    overscan,
    paddingStart: headHeight,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    observeElementRect,
    observeElementOffset: (_: unknown, tell: (offset: number, isScrolling: boolean) => void) =>
      scale.listen(offset => tell(offset - latest.current * rowHeight, false)),
    scrollToFn: () => undefined,
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
    scale.tell();
  }, [virtualizer, block, count, rowHeight]);
  return virtualizer;
}
