import { areaOf, sharedArea } from "../sharedArea.js";
import type { LaidPanel } from "./panelLayout.js";

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
