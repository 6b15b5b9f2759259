import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Coalesced } from "../../../src/node/runs/coalesced.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

test("a thousand changes in a second are told at most eleven times, the last one among them", () => {
  const sent: (readonly number[])[] = [];
  const events = new Coalesced<number>(100, keys => sent.push(keys));
  for (let i = 0; i < 1000; i++) {
    events.add([i]);
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(200);
  expect(sent.length).toBeLessThanOrEqual(11);
  expect(sent.flat()).toEqual(Array.from({ length: 1000 }, (_, i) => i));
});

test("a single change after a quiet time is told at once", () => {
  const sent: (readonly string[])[] = [];
  const events = new Coalesced<string>(100, keys => sent.push(keys));
  events.add(["a", "a"]);
  vi.advanceTimersByTime(0);
  expect(sent).toEqual([["a"]]);
});

test("nothing is told once disposed", () => {
  const sent: unknown[] = [];
  const events = new Coalesced<string>(100, keys => sent.push(keys));
  events.add(["a"]);
  events.dispose();
  vi.advanceTimersByTime(500);
  expect(sent).toEqual([]);
});
