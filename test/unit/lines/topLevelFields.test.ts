import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { topLevelFields } from "../../../src/core/lines/topLevelFields.js";

describe("the members of a line", () => {
  it("are those that a JSON parser finds, in their order", () => {
    const member = fc.tuple(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(fc.uniqueArray(member, { selector: ([key]) => key, maxLength: 12 }), members => {
        const text = `{${members.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(" , ")}}`;
        expect(topLevelFields(text)).toEqual(members.map(([key, value]) => ({ key, text: JSON.stringify(value) })));
      }),
    );
  });

  it("are found as far as a cut text goes, and where values are no JSON", () => {
    expect(topLevelFields('\uFEFF {"a": NaN, "b": [1, {"c": "}"}], "d": "lon')).toEqual([
      { key: "a", text: "NaN" },
      { key: "b", text: '[1, {"c": "}"}]' },
      { key: "d", text: '"lon' },
    ]);
    expect(topLevelFields('{"a"')).toEqual([]);
  });

  it("are none where the line holds no object", () => {
    for (const text of ["", "[1]", "12", "plain"]) expect(topLevelFields(text)).toBeNull();
  });

  it("are looked for in time that grows with the text alone, and never throw", () => {
    for (const hostile of ["{".repeat(200_000), `{"${"\\".repeat(200_000)}`, `{${'"a":[,'.repeat(50_000)}`])
      expect(() => topLevelFields(hostile)).not.toThrow();
    fc.assert(fc.property(fc.string(), text => void topLevelFields(`{${text}`)));
  });
});
