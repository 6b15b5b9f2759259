import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ViewFocus } from "../../../src/host/view/viewFocus.js";

describe("a list opened from the palette", () => {
  const told: string[] = [];
  const focus = () => new ViewFocus({ set: (key, value) => void told.push(`${key} ${value}`) });
  beforeEach(() => {
    vi.useFakeTimers();
    told.length = 0;
  });
  afterEach(() => void vi.useRealTimers());

  /** Whether `settled` has resolved by now. */
  async function isDone(settled: Promise<void>): Promise<boolean> {
    return Promise.race([settled.then(() => true), vi.advanceTimersByTimeAsync(0).then(() => false)]);
  }

  it("waits until the view has the focus again", async () => {
    const view = focus();
    const settled = view.settled(true);
    expect(await isDone(settled)).toBe(false);
    view.set(true, false);
    expect(await isDone(settled)).toBe(true);
  });

  it("does not wait for ever", async () => {
    const settled = focus().settled(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await isDone(settled)).toBe(true);
  });

  it("does not wait when no view is active, or when it has the focus", async () => {
    const view = focus();
    await view.settled(false);
    view.set(true, true);
    await view.settled(true);
    expect(told).toEqual(["loupe.viewFocus true", "loupe.viewInputFocus true"]);
  });
});
