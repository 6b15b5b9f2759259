/** Browsers draw nothing below some 33 million pixels, and lose halves of pixels long before. */
const mostPixels = 8_000_000;

interface ListShape {
  readonly count: number;
  readonly rowHeight: number;
  readonly headHeight: number;
}

/**
 * Where a list of any number of rows is scrolled to. Up to some hundred thousand rows that is what the element says; a
 * longer list is drawn on a shorter one, whose scroll bar is coarse: then the wheel and keys move by what they mean, and
 * the exact place is kept here.
 */
export class RowScale {
  shape: ListShape = { count: 0, rowHeight: 1, headHeight: 0 };
  /** Pixels above what is in sight, as if every row were drawn. */
  private offset = 0;
  private element: HTMLElement | null = null;
  private readonly listeners = new Set<(offset: number) => void>();

  /** The first row in sight. */
  get top(): number {
    return Math.floor(this.offset / this.shape.rowHeight);
  }

  get viewHeight(): number {
    return this.element?.clientHeight ?? 0;
  }

  get domHeight(): number {
    return Math.min(this.length, mostPixels);
  }

  /** Where the upper edge of a row is on the element. */
  domTop(row: number): number {
    const { rowHeight, headHeight } = this.shape;
    const below = headHeight + row * rowHeight - this.offset;
    return below + this.offset / this.ratio;
  }

  scrollTo(row: number, atTop: boolean): void {
    const { rowHeight, headHeight } = this.shape;
    const upper = row * rowHeight;
    const lower = upper + rowHeight + headHeight - this.viewHeight;
    if (atTop || upper < this.offset) this.move(upper);
    else if (lower > this.offset) this.move(lower);
  }

  /** Tells of every change of the place; begins with the place as it is. */
  listen(tell: (offset: number) => void): () => void {
    this.listeners.add(tell);
    tell(this.offset);
    return () => this.listeners.delete(tell);
  }

  tell(): void {
    for (const listener of this.listeners) listener(this.offset);
  }

  /** Follows an element until the function that it gives is called. */
  attach(element: HTMLElement, onMove: () => void): () => void {
    this.element = element;
    const stop = this.listen(onMove);
    const scrolled = () => this.takeScroll();
    const wheel = (event: WheelEvent) => this.takeWheel(event);
    element.addEventListener("scroll", scrolled);
    element.addEventListener("wheel", wheel, { passive: false });
    return () => {
      stop();
      element.removeEventListener("scroll", scrolled);
      element.removeEventListener("wheel", wheel);
    };
  }

  private get length(): number {
    const { count, rowHeight, headHeight } = this.shape;
    return headHeight + count * rowHeight;
  }

  /** Pixels of the whole list for one of the element. */
  private get ratio(): number {
    const { length, domHeight, viewHeight } = this;
    return length === domHeight ? 1 : (length - viewHeight) / (domHeight - viewHeight);
  }

  private move(offset: number): void {
    this.offset = Math.max(0, Math.min(offset, this.length - this.viewHeight));
    if (this.element !== null) this.element.scrollTop = this.offset / this.ratio;
    this.tell();
  }

  /** The element's own word counts only where it is another one than what it was told. */
  private takeScroll(): void {
    const at = this.element?.scrollTop ?? 0;
    if (Math.abs(at - this.offset / this.ratio) < 1) return;
    this.offset = at * this.ratio;
    this.tell();
  }

  private takeWheel(event: WheelEvent): void {
    if (this.ratio === 1 || event.deltaY === 0 || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? this.shape.rowHeight : 1;
    this.move(this.offset + event.deltaY * unit);
  }
}
