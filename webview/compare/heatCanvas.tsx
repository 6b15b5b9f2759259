import { useEffect, useRef } from "preact/hooks";
import { formatNumber } from "../formatNumber.js";
import type { PageBitmap } from "../page/pageBitmap.js";
import { compareContext } from "./compareContext.js";
import { heatGrid, placeKeys, type HeatGrid } from "./heatGrid.js";

interface HeatCanvasProps {
  readonly grid: HeatGrid;
  readonly name: readonly [row: string, column: string];
  /** What the darkest square stands for, the same in all maps. */
  readonly scale: number;
  /** The page below, where the boxes are all of one. */
  readonly isOnPage: boolean;
}

const cell = 10;

/** Squares over the page. Less is an open square, so that it is told from more without its colour. */
function draw(canvas: HTMLCanvasElement, { grid, scale }: HeatCanvasProps, page: PageBitmap | null): void {
  const { columns, rows, values } = grid;
  canvas.width = columns * cell;
  canvas.height = rows * cell;
  const context = canvas.getContext("2d");
  if (context === null) return;
  const style = getComputedStyle(canvas);
  const bitmap = page?.small ?? page?.full ?? null;
  if (bitmap !== null && bitmap.width > 0) {
    context.globalAlpha = 0.3;
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  }
  const [more, less] = [style.getPropertyValue("--loupe-call"), style.getPropertyValue("--loupe-fail")];
  values.forEach((value, i) => {
    const [x, y] = [(i % columns) * cell, Math.floor(i / columns) * cell];
    context.globalAlpha = scale === 0 ? 0 : Math.min(1, Math.abs(value) / scale);
    context.fillStyle = context.strokeStyle = value < 0 ? less : more;
    context.lineWidth = 2;
    if (value < 0) context.strokeRect(x + 2, y + 2, cell - 4, cell - 4);
    else if (value > 0) context.fillRect(x, y, cell, cell);
  });
}

function useName({ grid, name: [row, column] }: HeatCanvasProps): string {
  const { t } = compareContext.use();
  if (grid.boxes === 0) return t("heatEmpty", row, column);
  const ninths = heatGrid.ninths(grid);
  const most = ninths.reduce((best, value, i) => (Math.abs(value) > Math.abs(ninths[best] ?? 0) ? i : best), 0);
  const place = t(placeKeys[most] ?? "middle");
  const value = formatNumber.fixed(ninths[most] ?? 0, 2);
  return grid.isDifference
    ? t("heatChange", row, column, place, value)
    : t("heatName", row, column, grid.boxes, grid.rollouts, place, value);
}

/** One heat map: a drawing whose name says where most of it lies. */
export function HeatCanvas(props: HeatCanvasProps) {
  const { loader, theme } = compareContext.use();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { grid, scale, isOnPage } = props;
  const image = loader.image.value;
  const bitmap = isOnPage && image.kind === "ready" ? image.bitmap : null;
  const name = useName(props);
  const look = theme.value;
  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, props, bitmap);
  }, [grid, scale, bitmap, look]);
  return <canvas ref={canvas} role="img" aria-label={name} title={name} />;
}
