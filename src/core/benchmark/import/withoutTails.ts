import type { ImportProblem } from "../importProblem.js";
import { bubbleTails } from "./bubbleTails.js";
import type { CocoItem } from "./cocoItem.js";
import type { KeptItems } from "./withoutDoubles.js";

/** The things of a page without balloons that are tails of others; a tail is told with the balloon that it hangs on. */
export function withoutTails(items: readonly CocoItem[]): KeptItems {
  const bubbles = items.filter(({ role }) => role === "bubble");
  const tails = bubbleTails(
    bubbles.map(({ annotation, box, outline, values }) => ({
      id: annotation.qualified,
      box,
      outline,
      says: values.text !== null || values.order !== null,
    })),
  );
  const problems = bubbles.flatMap(({ annotation: { file, id, qualified } }): readonly ImportProblem[] => {
    const balloon = tails.get(qualified);
    const detail = `of ${balloon ?? ""}`;
    return balloon === undefined
      ? []
      : [{ file, annotation_id: id, code: "tail-as-bubble", effect: "left-out", detail }];
  });
  return { kept: items.filter(({ annotation }) => !tails.has(annotation.qualified)), problems };
}
