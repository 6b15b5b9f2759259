import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Paced } from "../../../src/node/runs/paced.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

test("work that takes 20 ms is done at once, then every 200 ms at most, and a last time for the last call", () => {
  const done: number[] = [];
  const paced = new Paced(() => {
    done.push(performance.now());
    vi.advanceTimersByTime(20);
  });
  const start = performance.now();
  for (let i = 0; i < 50; i++) {
    paced.soon();
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(1000);
  const times = done.map(time => time - start);
  expect(times[0]).toBe(0);
  expect(times.slice(1).every((time, i) => time - times[i]! >= 200)).toBe(true);
  expect(times.at(-1)).toBeGreaterThanOrEqual(480);
});

test("nothing is done once disposed", () => {
  let done = 0;
  const paced = new Paced(() => {
    done++;
    vi.advanceTimersByTime(5);
  });
  paced.soon();
  paced.soon();
  paced.dispose();
  vi.advanceTimersByTime(1000);
  expect(done).toBe(1);
});
