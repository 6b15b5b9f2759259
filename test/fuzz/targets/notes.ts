import { strict as assert } from "node:assert";
import * as fc from "fast-check";
import { readNoteBook } from "../../../src/core/notes/noteBook.js";
import { fuzzTarget } from "../fuzzTarget.js";

const id = fc.constantFrom("0123456789abcdef", "fedcba9876543210", "xyz", "");
const line = fc
  .record(
    {
      v: fc.constantFrom<unknown>(1, 2, "1"),
      kind: fc.constantFrom("note", "tag", "golden", "golden-question", "__proto__", "other"),
      at: fc.constantFrom<unknown>("2026-11-23T12:00:00Z", "", 5),
      id,
      group: id,
      step: fc.oneof(fc.integer(), fc.constant(null), fc.constant("1")),
      file: fc.string({ maxLength: 5 }),
      row: fc.oneof(fc.nat({ max: 3 }), fc.constantFrom(-1, 0.5)),
      text: fc.string({ maxLength: 6, unit: "binary" }),
      tag: fc.string({ maxLength: 4 }),
      question: fc.oneof(fc.constant(null), fc.string({ maxLength: 3 })),
      on: fc.boolean(),
    },
    { requiredKeys: ["v", "kind", "at", "id", "group", "step", "file", "row"] },
  )
  .map(value => JSON.stringify(value));
const texts = fc
  .tuple(
    fc.array(fc.oneof({ weight: 5, arbitrary: line }, fc.string({ maxLength: 12 })), { maxLength: 8 }),
    fc.boolean(),
  )
  .map(([lines, isEnded]) => lines.join("\n") + (isEnded ? "\n" : ""));

/** Any file is replayed, and what is appended to it changes nothing of what others stand by. */
export const notes = fuzzTarget("notes", 8, texts, text => {
  const book = readNoteBook(text);
  const again = readNoteBook(`${text}${text.endsWith("\n") || text === "" ? "" : "\n"}{"v":9}\n`);
  assert.deepEqual([...again.rollouts], [...book.rollouts]);
  assert.deepEqual(again.questions, book.questions);
  for (const { remarks } of book.rollouts.values())
    assert.ok(remarks.note !== null || remarks.tags.length > 0 || remarks.isGolden);
});
