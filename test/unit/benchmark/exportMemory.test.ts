import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawnAtOnce } from "../../../src/node/benchmark/drawnAtOnce.js";
import { inOrder } from "../../../src/node/benchmark/inOrder.js";
import { PagePool } from "../../../src/node/benchmark/pagePool.js";
import { blankPng } from "../../../src/node/benchmark/sample/blankPng.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const newFolder = temporaryFolder();

describe("the memory of an export", () => {
  it("is that of the questions that are drawn at once, whatever their number and whoever is done first", async () => {
    const cases = fc.tuple(fc.array(fc.nat({ max: 4 }), { maxLength: 40 }), fc.integer({ min: 1, max: 6 }));
    await fc.assert(
      fc.asyncProperty(cases, async ([turns, atOnce]) => {
        let [running, most] = [0, 0];
        const work = async (left: number) => {
          most = Math.max(most, ++running);
          for (let turn = 0; turn < left; turn++) await Promise.resolve();
          running--;
          return left;
        };
        const done: number[] = [];
        for await (const result of inOrder(turns, atOnce, work)) done.push(result);
        expect(done).toEqual(turns);
        expect(most).toBeLessThanOrEqual(atOnce);
      }),
    );
  });

  it("holds the last pages only, which questions of one page share", async () => {
    const folder = newFolder();
    const size = { width: 20, height: 30 };
    const wanted = Array.from({ length: 12 }, (_, at) => ({ ...size, image: `${String(at)}.png` }));
    for (const { image } of wanted) writeFileSync(join(folder, image), blankPng(size));
    const pool = new PagePool(folder, 3);
    const first = wanted.map(one => pool.get(one));
    for (const page of await Promise.all(first)) expect(page.kind).toBe("page");
    // What is held comes again as it is; asking for what is not begins anew.
    expect(wanted.slice(-3).map((one, at) => pool.get(one) === first[9 + at])).toEqual([true, true, true]);
    expect(wanted.slice(0, 9).map((one, at) => pool.get(one) === first[at])).toEqual(Array(9).fill(false));
  });

  it("grows with the cores, but in a thread of another program a thread of its pool is left alone", () => {
    expect([1, 2, 16].map(cores => drawnAtOnce(cores, 16, false))).toEqual([2, 2, 16]);
    expect([1, 2, 16].map(cores => drawnAtOnce(cores, 4, true))).toEqual([2, 2, 3]);
    expect(drawnAtOnce(16, 4, false)).toBe(4);
  });
});
