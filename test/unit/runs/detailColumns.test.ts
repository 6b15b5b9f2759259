import fc from "fast-check";
import { expect, test } from "vitest";
import type { RolloutDetails } from "../../../src/core/rollout/rolloutDetails.js";
import { DetailColumns } from "../../../src/node/runs/detailColumns.js";

const details: fc.Arbitrary<RolloutDetails> = fc
  .record({
    outcome: fc.constantFrom("correct", "wrong", "unparsed", "unknown"),
    calls: fc.nat(200),
    executed: fc.nat(200),
    refused: fc.nat(200),
    problems: fc.nat(200),
    meanIou: fc.option(fc.float({ min: 0, max: 1, noNaN: true })),
    bestIou: fc.option(fc.float({ min: 0, max: 1, noNaN: true })),
    ious: fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { maxLength: 2 }),
    cut: fc.constantFrom(null, "unclosed-tag", "no-answer-after-calls", "call-without-reply", "no-answer"),
  })
  .map(one => ({ ...one, judged: one.ious.length }));

test("details come back as they were kept, in any order of rows", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(500), { minLength: 1 }), fc.array(details, { minLength: 1 }), (rows, list) => {
      const columns = new DetailColumns();
      rows.forEach((row, i) => columns.set(row, list[i % list.length] ?? null));
      rows.forEach((row, i) => expect(columns.get(row)).toEqual(list[i % list.length]));
    }),
  );
});

test("a row that nobody opened is unknown, a malformed one has no details", () => {
  const columns = new DetailColumns();
  columns.set(3, null);
  expect([columns.stateOf(2), columns.stateOf(3), columns.stateOf(9999)]).toEqual(["unknown", "malformed", "unknown"]);
  expect(columns.get(3)).toBeNull();
});
