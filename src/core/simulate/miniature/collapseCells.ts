import type { ExaminedSetting } from "./examinedSettings.js";
import type { MiniatureOptions } from "./miniatureOptions.js";

/** Of answers that a first call spoils, four fifths are lost and one fifth is sloppy. As a person types them. */
function clumsiness(clean: number): MiniatureOptions["outcomeCall"] {
  const part = (share: number) => Number(((1 - clean) * share).toFixed(4));
  return [clean, part(0.2), part(0.8)];
}

/** How often calls are made at first, how clumsy they are, and whether a clean format pushes against them. */
const collapse: readonly ExaminedSetting[] = [0.02, 0.1, 0.3].flatMap(firstCall =>
  [0.55, 0.3, 0.1].flatMap(clean =>
    [0, 4].map(coupling => ({
      name: `first call ${firstCall}, ${clean} clean, coupling ${coupling}`,
      options: { firstCall, coupling, outcomeCall: clumsiness(clean) },
    })),
  ),
);

const boundary: readonly ExaminedSetting[] = [1, 2, 3, 4].flatMap(coupling =>
  [0.01, 0.02, 0.05, 0.1].map(firstCall => ({
    name: `coupling ${coupling}, first call ${firstCall}`,
    options: { coupling, firstCall },
  })),
);

/**
 * Where tool use may be lost (facts: miniature 3.1 and 3.2): settings looked at with 10 seeds and fewer strategies, after
 * and besides `examinedSettings`.
 */
export const collapseCells = { collapse, boundary } as const;
