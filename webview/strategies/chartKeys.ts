import type { DrawnLine } from "./drawnLine.js";
import type { ChartPlaces } from "./mountChart.js";

const moves: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

type ChartKey<Line> =
  | { readonly kind: "move"; readonly place: number }
  | { readonly kind: "list"; readonly line: Line; readonly place: number };

/** What a key asks of a chart: to go to another place, or to list what is behind one. P pins where the cursor is. */
export function chartKeys<Line extends DrawnLine>(
  event: KeyboardEvent,
  model: ChartPlaces,
  lines: readonly Line[],
): ChartKey<Line> | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const places = [...new Set(lines.flatMap(({ x }) => x))].sort((a, b) => a - b);
  const here = model.hovered.value;
  const move = moves[event.key];
  if (move !== undefined) {
    const at = places.indexOf(here ?? Number.NaN);
    const from = at < 0 ? (move > 0 ? -1 : places.length) : at;
    const place = places[Math.min(places.length - 1, Math.max(0, from + move))];
    return place === undefined ? null : { kind: "move", place };
  }
  if (here === null) return null;
  if (event.key === "p" || event.key === "P") {
    model.pinned.value = model.pinned.value === here ? null : here;
    return { kind: "move", place: here };
  }
  const [line] = lines;
  return event.key === "Enter" && line !== undefined ? { kind: "list", line, place: here } : null;
}
