import { describe, expect, it } from "vitest";
import { Turns } from "../../../src/node/remote/turns.js";

const later = <T>(value: T) => new Promise<T>(resolve => setTimeout(() => resolve(value), 5));

describe("turns", () => {
  it("are taken in the order of asking, one at a time, whatever became of those before", async () => {
    const turns = new Turns();
    let running = 0;
    let most = 0;
    const begun: number[] = [];
    const work = (i: number) => async () => {
      begun.push(i);
      most = Math.max(most, (running += 1));
      await later(null);
      running -= 1;
      if (i === 1) throw new Error("one");
      return i;
    };
    const all = [0, 1, 2, 3].map(i => turns.take(work(i), undefined, () => -1));
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    expect(begun).toEqual([0, 1, 2, 3]);
    expect(most).toBe(1);
  });

  it("are given on when what was held has ended, though the answer came before", async () => {
    const turns = new Turns();
    let end: () => void = () => undefined;
    const hold = async () => {
      turns.hold(new Promise<void>(resolve => (end = resolve)));
      return later("first");
    };
    let hasBegun = false;
    expect(await turns.take(hold, undefined, () => "")).toBe("first");
    const second = turns.take(
      () => later((hasBegun = true)),
      undefined,
      () => false,
    );
    await later(null);
    expect(hasBegun).toBe(false);
    end();
    expect(await second).toBe(true);
  });

  it("that are given up answer at once: what had begun goes on in its turn, what had not never begins", async () => {
    const turns = new Turns();
    const abort = new AbortController();
    const begun: string[] = [];
    let finish: () => void = () => undefined;
    const first = turns.take(
      async () => {
        begun.push("first");
        await new Promise<void>(resolve => (finish = resolve));
        return "first";
      },
      abort.signal,
      () => "cancelled",
    );
    const second = turns.take(
      () => later(begun.push("second")),
      abort.signal,
      () => -1,
    );
    const third = turns.take(
      () => later(begun.push("third")),
      undefined,
      () => -1,
    );
    await later(null);
    abort.abort();
    expect(await Promise.all([first, second])).toEqual(["cancelled", -1]);
    expect(begun).toEqual(["first"]);
    finish();
    await third;
    expect(begun).toEqual(["first", "third"]);
  });
});
