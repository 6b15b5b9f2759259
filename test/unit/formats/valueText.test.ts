import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import { valueText } from "../../../src/core/rollout/valueText.js";

describe("valueText", () => {
  it("writes as Python does, so that NaN is not null", () => {
    expect(valueText([NaN, Infinity, -Infinity, -0, null, true, "a\n"])).toBe(
      '[NaN, Infinity, -Infinity, -0.0, null, true, "a\\n"]',
    );
    expect(valueText({ a: [], b: {} })).toBe('{"a": [], "b": {}}');
    expect(valueText("as it is")).toBe("as it is");
  });

  it("is read back as the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), value => {
        const parsed = parseTolerant(typeof value === "string" ? JSON.stringify(value) : valueText(value));
        expect(parsed.ok && parsed.value).toEqual(value);
      }),
    );
  });

  it("gives a value of any depth an end", () => {
    const parsed = parseTolerant("[".repeat(100_000) + "]".repeat(100_000));
    const text = valueText(parsed.ok && parsed.value);
    expect(text).toContain("[…]");
    expect(text.length).toBeLessThan(1000);
  });

  it("makes no more text than it is asked for", () => {
    const tokens = Array.from({ length: 50_000 }, (_, at) => `token ${at}`);
    expect(valueText(tokens, 20)).toBe('["token 0", "token 1…');
    expect(valueText("abcdef", 3)).toBe("abc…");
    expect(valueText("abc", 3)).toBe("abc");
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(60), (value, limit) => {
        const whole = valueText(value);
        const cut = valueText(value, limit);
        expect(cut).toBe(whole.length > limit ? `${whole.slice(0, limit)}…` : whole);
      }),
    );
  });
});
