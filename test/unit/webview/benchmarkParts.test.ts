import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movedPanels } from "../../../webview/benchmark/movedPanels.js";
import type { ShownPanel } from "../../../src/protocol/benchmark/benchmarkViewApi.js";

const panel = (id: string, order: number): ShownPanel => ({
  ...{ id, order, box: [0, 0, 1, 1], source: "computed", confidence: null },
});

describe("moving a panel", () => {
  it("puts it at its new place and leaves the others in their sequence, whatever the place", () => {
    const orders = fc
      .uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 12 })
      .chain(ids =>
        fc.tuple(fc.shuffledSubarray(ids, { minLength: ids.length }), fc.constantFrom(...ids), fc.integer()),
      );
    fc.assert(
      fc.property(orders, ([ids, moved, place]) => {
        const panels = ids.map(panel).toSorted((a, b) => (a.id < b.id ? -1 : 1));
        const after = movedPanels(panels, moved, place);
        expect(after.filter(id => id !== moved)).toEqual(ids.filter(id => id !== moved));
        expect(after.indexOf(moved)).toBe(Math.max(0, Math.min(ids.length - 1, place)));
      }),
    );
  });

  it("leaves a page alone that does not have the panel", () => {
    expect(movedPanels([panel("a", 1), panel("b", 0)], "c", 0)).toEqual(["b", "a"]);
  });
});
