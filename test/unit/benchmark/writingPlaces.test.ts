import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WritingPlaces } from "../../../src/node/benchmark/write/writingPlaces.js";

/** Lets everything go on that waits for no one outside. */
const settled = () => new Promise(resolve => setImmediate(resolve));

describe("places of a limited run", () => {
  it("that one part gives back go to the one that waited for them", async () => {
    const places = new WritingPlaces(3);
    expect(await places.take(2)).toBe(2);
    let second: number | null = null;
    void places.take(2).then(granted => (second = granted));
    await settled();
    expect(second).toBeNull();
    places.release(1);
    await settled();
    expect(second).toBe(2);
  });

  it("are fewer, or none, only where nobody is left who could give any back", async () => {
    const places = new WritingPlaces(3);
    expect(await places.take(2)).toBe(2);
    const granted: number[] = [];
    for (const wanted of [2, 1]) void places.take(wanted).then(one => granted.push(one));
    await settled();
    expect(granted).toEqual([]);
    places.release(0);
    await settled();
    expect(granted).toEqual([1]);
    places.release(0);
    await settled();
    expect(granted).toEqual([1, 0]);
  });

  it("are used up, however many are at it and whatever each leaves, as long as somebody needs them", async () => {
    const part = fc.record({ wanted: fc.integer({ min: 1, max: 3 }), needs: fc.integer({ min: 0, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(part, { maxLength: 12 }), fc.nat(20), async (order, parts, limit) => {
        const places = new WritingPlaces(limit);
        let used = 0;
        const ask = async ({ wanted, needs }: { wanted: number; needs: number }) => {
          const taken = await places.take(wanted);
          await order.schedule(Promise.resolve());
          const now = Math.min(taken, needs);
          used += now;
          places.release(taken - now);
        };
        const all = Promise.all(parts.map(ask));
        await order.waitFor(all);
        const wished = parts.reduce((sum, { wanted, needs }) => sum + Math.min(wanted, needs), 0);
        expect(used).toBe(Math.min(wished, limit));
      }),
    );
  });
});
