import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../src/core/benchmark/canonicalJson.js";
import { sha256 } from "../../../src/core/benchmark/sha256.js";

const byNode = (message: string | Uint8Array) => createHash("sha256").update(message).digest("hex");

describe("SHA-256", () => {
  it("gives the examples of the standard", () => {
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(sha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")).toBe(
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    );
  });

  it("agrees with the platform on any bytes, also where the length fills a block", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => sha256(bytes) === byNode(bytes)));
    for (let length = 50; length < 135; length++)
      expect(sha256(new Uint8Array(length).fill(7))).toBe(byNode(new Uint8Array(length).fill(7)));
  });

  it("agrees with the platform on any text, lone surrogates included", () => {
    const text = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 })
      .map(units => String.fromCharCode(...units));
    fc.assert(fc.property(text, one => sha256(one) === byNode(one)));
    expect(sha256("a\ud800b\udc00🦊\ud83e")).toBe(byNode("a\ud800b\udc00🦊\ud83e"));
  });
});

describe("canonical JSON", () => {
  it("does not depend on the order of keys", () => {
    const shuffled = (value: fc.JsonValue): fc.JsonValue => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, part]) => [key, shuffled(part ?? null)]),
      );
    };
    fc.assert(fc.property(fc.jsonValue(), value => canonicalJson(shuffled(value)) === canonicalJson(value)));
  });

  it("is JSON of the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("sorts by code units, writes numbers as ECMAScript does and leaves absent keys out", () => {
    expect(
      canonicalJson({
        "\u20ac": 1,
        "\r": 2,
        "1": 3,
        "😀": 4,
        "\u0080": 5,
        é: [1e21, -0, 0.1, undefined],
        x: undefined,
      }),
    ).toBe('{"\\r":2,"1":3,"\u0080":5,"é":[1e+21,0,0.1,null],"€":1,"😀":4}');
  });

  it("refuses what has no form", () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError);
    expect(() => canonicalJson([1n])).toThrow(TypeError);
  });
});
