import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanTag } from "../../../src/core/notes/cleanTag.js";
import { noteKey, readNoteBook } from "../../../src/core/notes/noteBook.js";
import type { NoteLine, RolloutNoteLine } from "../../../src/core/notes/noteLine.js";

const about = { id: "0123456789abcdef", step: 1, group: "00112233445566ff", file: "rollouts/1.jsonl", row: 0 };
const common = { v: 1, at: "2026-01-01T00:00:00.000Z", ...about } as const;
const note = (text: string): RolloutNoteLine => ({ ...common, kind: "note", text });
const tag = (name: string, on = true): RolloutNoteLine => ({ ...common, kind: "tag", tag: name, on });
const golden = (on: boolean): RolloutNoteLine => ({ ...common, kind: "golden", on });
const text = (lines: readonly unknown[]) => lines.map(line => `${JSON.stringify(line)}\n`).join("");
const remarksIn = (written: string) => readNoteBook(written).rollouts.get(noteKey(about))?.remarks;

const ids = fc.constantFrom("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb");
const lines: fc.Arbitrary<RolloutNoteLine> = fc
  .tuple(
    ids,
    fc.constantFrom(1, 2, null),
    fc.oneof(
      fc.record({ kind: fc.constant("note" as const), text: fc.constantFrom("", " ", "a", "b\nc") }),
      fc.record({ kind: fc.constant("tag" as const), tag: fc.constantFrom("x", "y"), on: fc.boolean() }),
      fc.record({ kind: fc.constant("golden" as const), on: fc.boolean() }),
    ),
  )
  .map(([id, step, change]) => ({ ...common, id, step, ...change }));

/** What holds of one rollout, told by looking for the last word on each thing. */
function naive(of: readonly RolloutNoteLine[]) {
  const lastNote = of.findLast(line => line.kind === "note");
  const said = lastNote?.kind === "note" ? lastNote.text : "";
  const isOn = (name: string) => of.findLast(line => line.kind === "tag" && line.tag === name);
  const tags = ["x", "y"].filter(name => {
    const last = isOn(name);
    return last?.kind === "tag" && last.on;
  });
  const star = of.findLast(line => line.kind === "golden");
  return { note: said.trim() === "" ? null : said, tags, isGolden: star?.kind === "golden" && star.on };
}

describe("the notes beside a run", () => {
  it("are what the last line of each kind says", () => {
    const written = text([note("first"), tag("odd"), note("second"), tag("again"), tag("odd", false), golden(true)]);
    expect(remarksIn(written)).toEqual({ note: "second", tags: ["again"], isGolden: true });
  });

  it("say nothing of a rollout whose last word was taken back", () => {
    expect(
      remarksIn(text([note("a"), note(""), tag("b"), tag("b", false), golden(true), golden(false)])),
    ).toBeUndefined();
  });

  it("wait for the end of a torn last line, and lose nothing before it", () => {
    const whole = text([note("a"), tag("b")]);
    for (let cut = 1; cut < whole.length; cut++) {
      const book = readNoteBook(whole.slice(0, cut));
      expect(book.unknown).toBe(0);
      if (cut > text([note("a")]).length) expect(book.rollouts.get(noteKey(about))?.remarks.note).toBe("a");
    }
    expect(readNoteBook(whole.slice(0, -10)).isTorn).toBe(true);
    expect(readNoteBook(whole.slice(0, -1)).isTorn).toBe(false);
  });

  it("pass over lines of other kinds, and count them", () => {
    const odd = ["[1]", "null", "not json", '{"v":2,"kind":"note"}', '{"v":1,"kind":"rating","stars":5}'].join("\n");
    const book = readNoteBook(`${odd}\n${text([note("a")])}`);
    expect(book.unknown).toBe(5);
    expect(book.rollouts.size).toBe(1);
  });

  it("hold questions by their id, else by their text", () => {
    const question = (id: string | null, asked: string, on: boolean, group = about.group): NoteLine => ({
      ...{ v: 1, kind: "golden-question", at: common.at, group, question: id, text: asked, on },
    });
    const book = readNoteBook(
      text([
        question("q1", "Who?", true),
        question(null, "Where?", true),
        question("q1", "Who?", true, "ffeeddccbbaa0099"),
        question(null, "Where?", false),
      ]),
    );
    expect(book.questions.map(one => one.question)).toEqual(["q1"]);
  });

  it("come to what a naive look at the last lines says, in whichever order they were written", () => {
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 30 }), all => {
        const book = readNoteBook(text(all));
        const keys = new Set(all.map(noteKey));
        for (const key of keys) {
          const expected = naive(all.filter(line => noteKey(line) === key));
          const isSilent = expected.note === null && expected.tags.length === 0 && !expected.isGolden;
          const found = book.rollouts.get(key)?.remarks;
          if (isSilent) expect(found).toBeUndefined();
          else expect(found && { ...found, tags: found.tags.toSorted() }).toEqual(expected);
        }
      }),
    );
  });

  it("never throw, whatever stands in their file", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), written => void readNoteBook(written)));
  });
});

describe("a tag", () => {
  it("is kept in one line, without blanks at its ends", () => {
    expect(cleanTag("  odd\n box\u2028 ")).toBe("odd box");
  });
  it("that is empty or too long is none", () => {
    expect(cleanTag(" \t")).toBeNull();
    expect(cleanTag("x".repeat(61))).toBeNull();
  });
});

it("a byte order mark before the first line loses nothing of it", () => {
  const book = readNoteBook(`\uFEFF${text([note("a"), tag("x")])}`);
  expect([book.unknown, book.rollouts.get(noteKey(about))?.remarks]).toEqual([
    0,
    remarksIn(text([note("a"), tag("x")])),
  ]);
  expect(remarksIn(`\uFEFF${text([note("a")])}`)?.note).toBe("a");
});
