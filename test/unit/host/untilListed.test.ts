import { describe, expect, it } from "vitest";
import { untilListed } from "../../../src/host/simulate/untilListed.js";

/** Nothing is found before so many looks. */
function shelf(foundAt: number) {
  let looks = 0;
  return { look: () => Promise.resolve(++looks >= foundAt ? "there" : null), looks: () => looks };
}

/** Longer than any test may take. */
const forever = 3_600_000;

describe("what is looked for in a list", () => {
  const never = new AbortController().signal;

  it("is found as soon as it is there", async () => {
    const { look, looks } = shelf(3);
    expect(await untilListed(look, { end: never, milliseconds: forever, lookMilliseconds: 1 })).toBe("there");
    expect(looks()).toBe(3);
  });

  it("is looked for once more, and no longer, when nothing more is to be expected", async () => {
    const ended = shelf(Infinity);
    const patience = { milliseconds: forever, lookMilliseconds: forever };
    expect(await untilListed(ended.look, { ...patience, end: AbortSignal.abort() })).toBeNull();
    expect(ended.looks()).toBe(1);
    const end = new AbortController();
    const late = shelf(2);
    const found = untilListed(late.look, { ...patience, end: end.signal });
    setTimeout(() => end.abort(), 10);
    expect(await found).toBe("there");
  });

  it("is given up in the end although there is more to come", async () => {
    const { look } = shelf(Infinity);
    expect(await untilListed(look, { end: never, milliseconds: 20, lookMilliseconds: 1 })).toBeNull();
  });
});
