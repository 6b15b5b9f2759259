import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newFrame } from "../../../src/node/remote/framedScript.js";
import { MarkedStream } from "../../../src/node/remote/markedStream.js";

const mark = "abcabd";

/** Everything that comes of a stream cut at two marks and pushed in chunks. */
function read(chunks: readonly Buffer[]): { readonly parts: readonly string[]; readonly noise: string } {
  const parts: string[] = ["", ""];
  let noise = "";
  const stream = new MarkedStream(bytes => (noise += bytes.toString("latin1")));
  const add = (i: number) => (bytes: Buffer) => (parts[i] = `${parts[i] ?? ""}${bytes.toString("latin1")}`);
  stream.expect(mark, add(0), () => stream.expect(mark, add(1), () => undefined));
  for (const chunk of chunks) stream.push(chunk);
  return { parts, noise };
}

/** Cuts a text at any places. */
function cut(text: string, at: readonly number[]): readonly Buffer[] {
  const places = [0, ...at.map(place => place % (text.length + 1)), text.length].toSorted((a, b) => a - b);
  return places.slice(1).map((end, i) => Buffer.from(text.slice(places[i], end), "latin1"));
}

describe("a stream cut at marks", () => {
  it("comes apart in the same way wherever the chunks break", () => {
    // Few letters, so that texts are full of beginnings of the mark.
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 40 });
    fc.assert(
      fc.property(text, text, text, fc.array(fc.nat(200), { maxLength: 12 }), (one, two, three, at) => {
        const { parts, noise } = read(cut(`${one}${mark}${two}${mark}${three}`, at));
        expect([...parts, noise]).toEqual([one, two, three]);
      }),
    );
  });

  it("keeps nothing back that cannot begin the mark, so that a log that falls silent is read to its end", () => {
    let seen = "";
    const stream = new MarkedStream(() => undefined);
    stream.expect(
      mark,
      bytes => (seen += bytes.toString()),
      () => undefined,
    );
    stream.push(Buffer.from("last line\n"));
    expect(seen).toBe("last line\n");
    stream.push(Buffer.from("xab"));
    expect(seen).toBe("last line\nx");
    stream.push(Buffer.from("x"));
    expect(seen).toBe("last line\nxabx");
  });

  it("holds back no character that a text ends in, whatever marks were drawn", () => {
    const ends = ["\n", "\t", ...Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at))];
    for (const end of ends) {
      let seen = "";
      const stream = new MarkedStream(() => undefined);
      stream.expect(
        newFrame().end,
        bytes => (seen += bytes.toString()),
        () => undefined,
      );
      stream.push(Buffer.from(`a log${end}`));
      expect(seen).toBe(`a log${end}`);
    }
  });
});
