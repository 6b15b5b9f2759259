import { strict as assert } from "node:assert";
import * as fc from "fast-check";
import { readLinkText } from "../../../src/core/link/readLink.js";
import { writeLink } from "../../../src/core/link/writeLink.js";
import { fuzzTarget } from "../fuzzTarget.js";

const authority = { scheme: "vscode", extension: "publisher.name" };

const pieces = fc.constantFrom(
  ...[
    "vscode://publisher.name/open?",
    "v=1",
    "&",
    "file=",
    "runs/1.jsonl",
    "row=",
    "0",
    "12",
    "step=",
    "zoom=",
    "id=",
    "group=",
  ],
  ...[
    "..",
    "%2e%2e",
    "%2F",
    "%5C",
    "C:",
    "//",
    "\\",
    "/etc/passwd",
    "file:///",
    "data:",
    "%00",
    "%",
    "%zz",
    "é",
    "\u202e",
  ],
  ...["deadbeef", "v=2", "#", "?", " ", "\n", "__proto__=1", "-1", "1e3", "99999999999999999999"],
);
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 16 }).map(parts => parts.join("")),
  fc
    .tuple(fc.array(pieces, { maxLength: 4 }), fc.array(pieces, { maxLength: 6 }))
    .map(([path, rest]) => `vscode://publisher.name/open?v=1&file=${path.join("")}&row=1${rest.join("")}`),
  fc.string({ unit: "binary", maxLength: 60 }),
);

/** Any text is refused or a link whose names stay below their folder, and which is written as one that reads the same. */
export const links = fuzzTarget("links", 8, texts, text => {
  const read = readLinkText(text, authority.extension);
  if (read.kind === "refused") return;
  assert.ok(read.link.path.length > 0);
  for (const name of read.link.path) {
    assert.ok(name !== "" && name !== "." && name !== "..", name);
    assert.ok(!["/", "\\", ":", "\0"].some(odd => name.includes(odd)), name);
  }
  assert.deepEqual(readLinkText(writeLink(read.link, authority), authority.extension), read);
});
