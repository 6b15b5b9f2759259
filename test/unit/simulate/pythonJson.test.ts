import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import { pythonFloat, pythonJson } from "../../../src/core/simulate/pythonJson.js";

describe("pythonJson", () => {
  it.each([
    [1, "1.0"],
    [0.1, "0.1"],
    [-0, "-0.0"],
    [1e-5, "1e-05"],
    [1.5e-7, "1.5e-07"],
    [0.0001, "0.0001"],
    [123456789012345680, "1.2345678901234568e+17"],
    [1e16, "1e+16"],
    [9999999999999998, "9999999999999998.0"],
    [1e22, "1e+22"],
    [5e-324, "5e-324"],
    [2 / 3, "0.6666666666666666"],
    [NaN, "NaN"],
    [-Infinity, "-Infinity"],
  ])("writes the float %d as Python does", (value, text) => {
    expect(pythonFloat(value)).toBe(text);
  });

  it("writes Python's separators and leaves text that is no ASCII as it is", () => {
    const value = {
      dict: [
        ["a", 'x\u2028\u0085"\\\n\t\b\f\u0001\u007f é😀'],
        ["b", [{ int: 1 }, { float: 2.5 }, null, true]],
      ],
    } as const;
    expect(pythonJson(value)).toBe(
      '{"a": "x\u2028\u0085\\"\\\\\\n\\t\\b\\f\\u0001\u007f é😀", "b": [1, 2.5, null, true]}',
    );
  });

  it("writes floats that are read back as the same number", () => {
    fc.assert(
      fc.property(fc.double(), value => {
        const read = parseTolerant(pythonFloat(value));
        expect(read.ok ? read.value : undefined).toBe(value);
      }),
    );
  });
});
