import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { spentOf } from "../../../src/node/evaluation/stored/spentOf.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();

const line = (requests: number, tokens: number | null, amount: number | null) =>
  `${JSON.stringify({
    ...{ v: 1, kind: "prediction", requests },
    usage: tokens === null ? null : { prompt: tokens, completion: 1, reasoning: null, cached: null },
    cost: amount === null ? null : { amount, currency: "EUR" },
  })}\n`;

describe("what an evaluation has used up", () => {
  it("is the sum of its lines, those that were asked anew with them", async () => {
    const folder = makeFolder();
    const file = join(folder, "predictions.jsonl");
    writeFileSync(file, line(1, 100, 0.25) + line(2, 10, 0.5) + line(1, null, null) + line(0, null, null));
    const spent = { requests: 4, promptTokens: 110, completionTokens: 2, uncounted: 1, costs: { EUR: 0.75 } };
    expect(await spentOf(folder)).toEqual(spent);
    appendFileSync(file, line(1, 5, null).slice(0, -9));
    expect(await spentOf(folder)).toEqual(spent);
  });

  it("is nothing before the first answer", async () => {
    const nothing = { requests: 0, promptTokens: 0, completionTokens: 0, uncounted: 0, costs: {} };
    expect(await spentOf(makeFolder())).toEqual(nothing);
  });
});
