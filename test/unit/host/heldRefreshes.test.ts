import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HeldRefreshes } from "../../../src/host/tree/heldRefreshes.js";

let fired: (readonly (string | null)[])[];
let held: HeldRefreshes;

beforeEach(() => {
  vi.useFakeTimers();
  fired = [];
  held = new HeldRefreshes(ids => fired.push(ids));
});

afterEach(() => {
  held.dispose();
  vi.useRealTimers();
});

/** A part of the tree that is read until it is told to be done. */
class Reading {
  private settle: (error?: Error) => void = () => undefined;
  private readonly read: Promise<unknown>;

  constructor() {
    const answer = new Promise<void>((resolve, reject) => {
      this.settle = error => {
        if (error === undefined) resolve();
        else reject(error);
      };
    });
    this.read = held.during(() => answer).catch(() => undefined);
  }

  async end(error?: Error): Promise<void> {
    this.settle(error);
    await this.read;
  }
}

describe("a refresh", () => {
  it("goes at once while nothing is read, but not within the call", () => {
    held.add(["a"]);
    expect(fired).toEqual([]);
    vi.advanceTimersByTime(0);
    expect(fired).toEqual([["a"]]);
  });

  it("waits for all that is being read, and goes together with what came meanwhile", async () => {
    const first = new Reading();
    const second = new Reading();
    held.add(["a"]);
    await first.end();
    held.add(["b", "a", null]);
    vi.advanceTimersByTime(5000);
    expect(fired).toEqual([]);
    await second.end();
    vi.advanceTimersByTime(0);
    expect(fired).toEqual([["a", "b", null]]);
  });

  it("goes after a part that could not be read", async () => {
    const part = new Reading();
    held.add(["a"]);
    await part.end(new Error("the worker ended"));
    vi.advanceTimersByTime(0);
    expect(fired).toEqual([["a"]]);
  });

  it("keeps apart from the one before", () => {
    held.add(["a"]);
    vi.advanceTimersByTime(0);
    held.add(["b"]);
    vi.advanceTimersByTime(200);
    expect(fired).toEqual([["a"]]);
    vi.advanceTimersByTime(100);
    expect(fired).toEqual([["a"], ["b"]]);
  });

  it("is not held for ever by a list that never comes", () => {
    void held.during(() => new Promise(() => undefined));
    held.add(["a"]);
    vi.advanceTimersByTime(11_000);
    expect(fired).toEqual([["a"]]);
  });

  it("does not go after the tree is closed", () => {
    held.add(["a"]);
    held.dispose();
    vi.advanceTimersByTime(20_000);
    expect(fired).toEqual([]);
  });

  it("is never lost, and never goes while a part is read, in whatever order they come", async () => {
    const step = fc.oneof(
      fc.record({ add: fc.constantFrom("a", "b", null) }),
      fc.constant("begin" as const),
      fc.constant("end" as const),
      fc.record({ pass: fc.integer({ min: 0, max: 400 }) }),
    );
    const claim = fc.asyncProperty(fc.array(step, { maxLength: 20 }), async steps => {
      const open: Reading[] = [];
      let isReading = false;
      const told: (string | null)[] = [];
      const tree = new HeldRefreshes(ids => {
        expect(isReading).toBe(false);
        told.push(...ids);
      });
      held = tree;
      const asked = new Set<string | null>();
      for (const one of steps) {
        if (one === "begin") open.push(new Reading());
        else if (one === "end") await open.pop()?.end();
        else if ("add" in one) {
          tree.add([one.add]);
          asked.add(one.add);
        } else vi.advanceTimersByTime(one.pass);
        isReading = open.length > 0;
      }
      for (const part of open) await part.end();
      isReading = false;
      vi.advanceTimersByTime(1000);
      expect(new Set(told)).toEqual(asked);
      tree.dispose();
    });
    await fc.assert(claim);
  });
});
