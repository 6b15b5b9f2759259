import type { WholeBox } from "../wholeBox.js";
import type { LaidPanel } from "./panelLayout.js";

const areaOf = ([left, top, right, bottom]: WholeBox) => (right - left) * (bottom - top);

function sharedArea(a: WholeBox, b: WholeBox): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return Math.max(0, width) * Math.max(0, height);
}

/** An inset lies in its host with nearly all of its area, and is clearly smaller. */
function holds(host: LaidPanel, inset: LaidPanel): boolean {
  const area = areaOf(inset.box);
  return area <= 0.6 * areaOf(host.box) && sharedArea(host.box, inset.box) >= 0.8 * area;
}

/** The insets of each panel that holds some, by the smallest that holds them; under null those that lie in none. */
export function hostsOf(panels: readonly LaidPanel[]): ReadonlyMap<LaidPanel | null, readonly LaidPanel[]> {
  const bySize = panels.toSorted((a, b) => areaOf(a.box) - areaOf(b.box) || a.at - b.at);
  const held = new Map<LaidPanel | null, LaidPanel[]>();
  for (const panel of panels) {
    const host = bySize.find(other => other !== panel && holds(other, panel)) ?? null;
    held.set(host, [...(held.get(host) ?? []), panel]);
  }
  return held;
}
