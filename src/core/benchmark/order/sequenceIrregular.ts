import type { LaidPanel } from "./panelLayout.js";

const byCorner = (a: LaidPanel, b: LaidPanel) =>
  a.box[1] - b.box[1] || a.box[0] - b.box[0] || a.box[3] - b.box[3] || a.box[2] - b.box[2] || a.at - b.at;

/** Whether one lies before the other along an axis: by less than a third of the shorter one's length they overlap. */
function isBefore(a: LaidPanel, b: LaidPanel, axis: 0 | 1): boolean {
  const [aEnd, bEnd] = axis === 0 ? [a.box[2], b.box[2]] : [a.box[3], b.box[3]];
  const shorter = Math.min(aEnd - a.box[axis], bEnd - b.box[axis]);
  return aEnd - b.box[axis] < shorter / 3 && a.box[axis] < b.box[axis];
}

/** What is above is read first; of what stands side by side, what reading meets first. */
function isRead(a: LaidPanel, b: LaidPanel): boolean {
  if (isBefore(a, b, 1)) return true;
  return !isBefore(b, a, 1) && isBefore(a, b, 0);
}

/**
 * A sequence for panels that no straight cut parts (a pinwheel): always the uppermost panel that nothing left is read
 * before. Where each waits for another, the uppermost one goes first. More than `most` are sorted by their corners only.
 */
export function sequenceIrregular(panels: readonly LaidPanel[], most: number): readonly LaidPanel[] {
  const left = panels.toSorted(byCorner);
  if (left.length > most) return left;
  const sequence: LaidPanel[] = [];
  while (left.length > 0) {
    const free = left.findIndex(panel => !left.some(other => other !== panel && isRead(other, panel)));
    sequence.push(...left.splice(Math.max(0, free), 1));
  }
  return sequence;
}
