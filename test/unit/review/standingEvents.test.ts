import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { standingEvents } from "../../../src/core/benchmark/review/standingEvents.js";
import type { ReviewEvent } from "../../../src/core/benchmark/reviewEvent.js";
import { madeEvent } from "../../fixtures/review/madeEvent.js";

const idsOf = (events: readonly ReviewEvent[]) => standingEvents(events).map(({ id }) => id);

/** A decision, then undos that each name the event before. */
const chainOf = (undos: number): readonly ReviewEvent[] => [
  madeEvent("e0", 0),
  ...Array.from({ length: undos }, (_, at) => madeEvent(`e${at + 1}`, 0, { decision: "undo", undoes: `e${at}` })),
];

/** The rule word by word: an event stands when none of its reviewer's undos of it stands. */
function stands(event: ReviewEvent, events: readonly ReviewEvent[]): boolean {
  const undos = events.filter(
    ({ decision, undoes, reviewer }) => decision === "undo" && undoes === event.id && reviewer === event.reviewer,
  );
  return !undos.some(undo => stands(undo, events));
}

describe("events that stand", () => {
  it("are those of the rule, whoever undoes what, in any order of the lines", () => {
    const undone = fc.record({
      reviewer: fc.constantFrom("Ada", "Bob"),
      isUndo: fc.boolean(),
      // An earlier event, or one that is not there.
      back: fc.integer({ min: 1, max: 8 }),
      rank: fc.integer(),
    });
    fc.assert(
      fc.property(fc.array(undone, { maxLength: 14 }), made => {
        const events = made.map(({ reviewer, isUndo, back }, at) =>
          madeEvent(`e${at}`, at, { reviewer, ...(isUndo && { decision: "undo", undoes: `e${at - back}` }) }),
        );
        const shuffled = events.toSorted((a, b) =>
          made[events.indexOf(a)]!.rank < made[events.indexOf(b)]!.rank ? -1 : 1,
        );
        const expected = events.filter(event => event.decision !== "undo" && stands(event, events));
        expect(idsOf(shuffled)).toEqual(expected.map(({ id }) => id));
      }),
    );
  });

  it("are found at the end of a hundred thousand undos that take back one another", () => {
    expect(idsOf(chainOf(100_000))).toEqual(["e0"]);
    expect(idsOf(chainOf(99_999))).toEqual([]);
  });

  it("do not hang on undos that name one another in a circle, nor on one that names itself", () => {
    const circle = [
      madeEvent("a", 1, { decision: "undo", undoes: "b" }),
      madeEvent("b", 2, { decision: "undo", undoes: "a" }),
      madeEvent("c", 3, { decision: "undo", undoes: "c" }),
      madeEvent("d", 4, { decision: "undo", undoes: "a" }),
    ];
    expect(idsOf([madeEvent("1", 0), ...circle])).toEqual(["1"]);
  });
});
