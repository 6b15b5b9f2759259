import { strict as assert } from "node:assert";
import * as fc from "fast-check";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import { fuzzTarget } from "../fuzzTarget.js";

const pieces = fc.constantFrom(
  ...[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    '"',
    '"a"',
    '"\\ud83d"',
    "\\",
    "\\u00",
    "NaN",
    "Infinity",
    "-Infinity",
    "-",
    "0",
    "1e5",
  ],
  ...[
    "true",
    "false",
    "null",
    " ",
    "\n",
    "\t",
    "\u0000",
    "\uFEFF",
    "\u2028",
    "1.",
    ".5",
    "01",
    "'",
    "/*",
    "//",
    '{"a":1}',
  ],
);
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 20 }).map(parts => parts.join("")),
  fc.json(),
  fc.tuple(fc.json(), fc.nat({ max: 60 })).map(([text, cut]) => text.slice(0, cut)),
  fc.string({ unit: "binary", maxLength: 40 }),
);

function strictly(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** What JSON.parse takes is the same here; what it does not take is refused, but for Python's three tokens. */
export const tolerantJson = fuzzTarget("tolerant JSON", 15, texts, text => {
  const strict = strictly(text);
  const parsed = parseTolerant(text);
  if (strict !== null) {
    assert.ok(parsed.ok);
    assert.deepEqual(parsed.value, strict.value);
    return;
  }
  const isExtended = /NaN|Infinity|\uFEFF/.test(text);
  assert.ok(!parsed.ok || isExtended, text);
  if (!parsed.ok) assert.ok(parsed.at >= 0 && parsed.at <= text.length);
});
