import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SlowPoll } from "../../../src/node/watch/slowPoll.js";

const second = 1000;

describe("the slow poll", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setImmediate"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Counts the looks at what is known; `during` is called in each. */
  function polled(during: (poll: SlowPoll, look: number) => void) {
    const told: unknown[] = [];
    const count = { looks: 0 };
    const folders = () => {
      during(poll, ++count.looks);
      return [];
    };
    const poll: SlowPoll = new SlowPoll(
      { minMs: second, maxMs: 4 * second },
      { folders, files: () => [] },
      { onFile: () => undefined, onFolder: () => undefined },
      error => told.push(error),
    );
    poll.start();
    return { poll, told, count };
  }

  it("says that a look failed, and looks again", async () => {
    const broken = new Error("no such disk");
    const { poll, told, count } = polled((_, look) => {
      if (look === 1) throw broken;
    });
    await vi.advanceTimersByTimeAsync(second);
    expect(told).toEqual([broken]);
    await vi.advanceTimersByTimeAsync(4 * second);
    expect(count.looks).toBeGreaterThan(1);
    expect(told).toEqual([broken]);
    poll.dispose();
  });

  it("makes one next look, also when it is woken within one", async () => {
    const { poll, count } = polled((one, look) => {
      // The first has slowed it down, so that waking it means something.
      if (look === 2) one.wake();
    });
    await vi.advanceTimersByTimeAsync(10 * second);
    const before = count.looks;
    expect(before).toBeGreaterThan(2);
    await vi.advanceTimersByTimeAsync(40 * second);
    expect(count.looks - before).toBe(10);
    poll.dispose();
  });
});
