import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLoggedNumber } from "../../../src/core/rollout/readLoggedNumber.js";

describe("readLoggedNumber", () => {
  it("keeps number, NaN, infinity, null, absent and text apart", () => {
    expect(readLoggedNumber(0.5)).toEqual({ kind: "number", value: 0.5 });
    expect(readLoggedNumber(NaN)).toEqual({ kind: "nan" });
    expect(readLoggedNumber(-Infinity)).toEqual({ kind: "infinity", sign: -1 });
    expect(readLoggedNumber(null)).toEqual({ kind: "null" });
    expect(readLoggedNumber(undefined)).toEqual({ kind: "absent" });
    expect(readLoggedNumber("wrong answer")).toEqual({ kind: "text", text: "wrong answer" });
  });

  it("reads what default=str makes of numpy scalars, and keeps what was written", () => {
    const value = (text: string) => {
      const number = readLoggedNumber(text);
      return number.kind === "number" ? [number.value, number.text] : number;
    };
    expect(value("0.5")).toEqual([0.5, "0.5"]);
    expect(value("3")).toEqual([3, "3"]);
    expect(value("-1e-05")).toEqual([-1e-5, "-1e-05"]);
    expect(value("1.")).toEqual([1, "1."]);
    expect(value("True")).toEqual([1, "True"]);
    expect(value("False")).toEqual([0, "False"]);
    expect(value("np.float64(0.53)")).toEqual([0.53, "np.float64(0.53)"]);
    expect(value("np.True_")).toEqual([1, "np.True_"]);
    expect(value("nan")).toEqual({ kind: "nan" });
    expect(value("np.float32(-inf)")).toEqual({ kind: "infinity", sign: -1 });
  });

  it("reads booleans as 0 and 1 and keeps minus zero", () => {
    expect(readLoggedNumber(true)).toEqual({ kind: "number", value: 1, text: "true" });
    expect(readLoggedNumber(false)).toEqual({ kind: "number", value: 0, text: "false" });
    const zero = readLoggedNumber(-0);
    expect(zero.kind === "number" && Object.is(zero.value, -0)).toBe(true);
  });

  it("never takes a list, an object or half a number for a number", () => {
    for (const [value, text] of [
      [[0, 0.5, NaN], "[0, 0.5, NaN]"],
      [{ overall: 1 }, '{"overall": 1}'],
      ["['a' 'b']", "['a' 'b']"],
      ["", ""],
      [" ", " "],
      ["1.5.2", "1.5.2"],
      ["0x10", "0x10"],
      ["1_000", "1_000"],
      ["12 of 20", "12 of 20"],
      ["None", "None"],
    ] as const)
      expect(readLoggedNumber(value)).toEqual({ kind: "text", text });
  });

  it("reads every double from its text as the same double", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => {
        const text = Object.is(value, -0) ? "-0.0" : String(value);
        expect(readLoggedNumber(text)).toEqual({ kind: "number", value, text });
      }),
    );
  });

  it("answers any JSON value without throwing", () => {
    fc.assert(fc.property(fc.jsonValue(), value => readLoggedNumber(value).kind.length > 0));
  });
});
