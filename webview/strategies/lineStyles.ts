/** How the lines of a chart are told apart: the first by its colour and width, the others by their dashes. */
interface LineStyle {
  readonly width: number;
  /** CSS pixels drawn and left out, in turn; empty for a solid line. */
  readonly dash: readonly number[];
  readonly isFirst: boolean;
}

const dashes: readonly (readonly number[])[] = [
  [],
  [7, 3],
  [1.5, 3],
  [12, 4],
  [7, 3, 1.5, 3],
  [3, 3],
  [12, 3, 3, 3],
  [1.5, 6],
  [12, 3, 1.5, 3, 1.5, 3],
];

/** The style of the line with that index in its chart. */
export const lineStyle = (index: number): LineStyle => ({
  width: index === 0 ? 2 : 1.4,
  dash: dashes[index % dashes.length] ?? [],
  isFirst: index === 0,
});
