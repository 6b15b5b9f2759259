import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";

/** Forces the slow path: a text that JSON.parse refuses, with the value as its second element. */
const throughReader = (json: string): unknown => {
  const parsed = parseTolerant(`[NaN, ${json}]`);
  expect(parsed.ok).toBe(true);
  return parsed.ok ? (parsed.value as unknown[])[1] : undefined;
};

describe("parseTolerant", () => {
  it("keeps NaN and the infinities apart from null", () => {
    const parsed = parseTolerant('{"a": NaN, "b": Infinity, "c": -Infinity, "d": null}');
    expect(parsed).toEqual({ ok: true, nonFinite: true, value: { a: NaN, b: Infinity, c: -Infinity, d: null } });
  });

  it("leaves the words alone inside strings", () => {
    const text = '{"output": "NaN, Infinity and \\"NaN\\" \\\\", "score": NaN}';
    expect(parseTolerant(text)).toEqual({
      ok: true,
      nonFinite: true,
      value: { output: 'NaN, Infinity and "NaN" \\', score: NaN },
    });
  });

  it("says where malformed text stops making sense", () => {
    expect(parseTolerant('{"a": 1,}')).toEqual({ ok: false, at: 8 });
    expect(parseTolerant('{"a": nan}')).toEqual({ ok: false, at: 6 });
    expect(parseTolerant('{"a": 1} x')).toEqual({ ok: false, at: 9 });
    expect(parseTolerant('{"a": "torn')).toEqual({ ok: false, at: 11 });
    expect(parseTolerant('{"a": [1, 2')).toEqual({ ok: false, at: 11 });
    expect(parseTolerant("")).toEqual({ ok: false, at: 0 });
    expect(parseTolerant("{'a': 1}")).toEqual({ ok: false, at: 1 });
    expect(parseTolerant('\uFEFF{"a": x}')).toEqual({ ok: false, at: 7 });
    expect(parseTolerant('{"a": NaNa}')).toEqual({ ok: false, at: 9 });
    expect(parseTolerant('{"a": -NaN}')).toMatchObject({ ok: false });
    expect(parseTolerant('{"a": 01, "b": NaN}')).toEqual({ ok: false, at: 7 });
  });

  it("skips a byte order mark", () => {
    expect(parseTolerant('\uFEFF{"a": 1}')).toEqual({ ok: true, value: { a: 1 }, nonFinite: false });
  });

  it("takes the last of duplicate keys, with and without the slow path", () => {
    expect(parseTolerant('{"a": 1, "a": 2}')).toMatchObject({ value: { a: 2 } });
    expect(throughReader('{"a": 1, "a": 2}')).toEqual({ a: 2 });
  });

  it("treats __proto__ as a key like any other", () => {
    for (const value of [
      throughReader('{"__proto__": {"polluted": 1}}'),
      JSON.parse('{"__proto__": {"polluted": 1}}'),
    ]) {
      expect(Object.keys(value as object)).toEqual(["__proto__"]);
      expect((value as { polluted?: number }).polluted).toBeUndefined();
    }
  });

  it("reads lone surrogates, escapes and minus zero as JSON.parse does", () => {
    const json = '{"s": "\\ud83d \\u0000 \\n \\/", "z": -0.0, "e": -1.5E+3}';
    expect(throughReader(json)).toEqual(JSON.parse(json));
    expect(Object.is((throughReader(json) as { z: number }).z, -0)).toBe(true);
  });

  it("survives nesting deeper than the call stack", () => {
    const depth = 200_000;
    expect(parseTolerant("[".repeat(depth) + "]".repeat(depth)).ok).toBe(true);
    expect(parseTolerant(`[NaN, ${'{"a":['.repeat(depth)}${"]}".repeat(depth)}]`).ok).toBe(true);
    expect(parseTolerant("[".repeat(depth))).toEqual({ ok: false, at: depth });
  });

  it("agrees with JSON.parse on every JSON text", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), json => {
        expect(throughReader(json)).toEqual(JSON.parse(json));
      }),
    );
  });

  it("accepts in its own reader exactly what JSON.parse accepts, without the three tokens", () => {
    const pieces = [
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"',
      "\\",
      "1",
      "-",
      "0",
      ".5",
      "e1",
      "true",
      "null",
      " ",
      "\t",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), chosen => {
        const text = chosen.join("");
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(parseTolerant(text).ok).toBe(isJson);
        expect(parseTolerant(`[NaN,${text}]`).ok).toBe(isJson || isList(text));
      }),
      { numRuns: 2000 },
    );
  });
});

/** "1,2" is no JSON, but it is inside a list. */
function isList(text: string): boolean {
  try {
    JSON.parse(`[0,${text}]`);
    return true;
  } catch {
    return false;
  }
}
