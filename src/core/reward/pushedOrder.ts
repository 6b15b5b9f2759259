import { advantageChange } from "./advantageChange.js";

export type PushedWhich = "flipped" | "signal" | "all";

/**
 * Indexes of the rollouts that a change of the reward pushes otherwise, in the order that they are shown in: the ones
 * pushed the other way first, then those whose signal comes or goes, each by the size of the change; equals in file order.
 * `all` goes on with the rest, at last those without an advantage on one side.
 */
export function pushedOrder(before: Float64Array, after: Float64Array, which: PushedWhich): Int32Array {
  const kinds = Uint8Array.from(before, (value, index) => kindOf(value, after[index] ?? Number.NaN));
  const sizeOf = (index: number) => {
    const size = Math.abs((after[index] ?? Number.NaN) - (before[index] ?? Number.NaN));
    return Number.isNaN(size) ? -1 : size;
  };
  const wanted = Int32Array.from(before.keys()).filter(index => isWanted(kinds[index] ?? 3, which));
  return wanted.sort((a, b) => (kinds[a] ?? 0) - (kinds[b] ?? 0) || sizeOf(b) - sizeOf(a) || a - b);
}

/** 0 flipped, 1 signal, 2 kept, 3 unknown. */
function kindOf(before: number, after: number): number {
  switch (advantageChange(before, after)) {
    case "flipped":
      return 0;
    case "gained":
    case "lost":
      return 1;
    case "kept":
      return 2;
    case null:
      return 3;
  }
}

function isWanted(kind: number, which: PushedWhich): boolean {
  switch (which) {
    case "flipped":
      return kind === 0;
    case "signal":
      return kind === 1;
    case "all":
      return true;
  }
}
