import { describe, expect, it } from "vitest";
import { boxAt } from "../../../webview/page/boxAt.js";
import { drawnBoxes } from "../../../webview/page/drawnBoxes.js";
import { shareInside } from "../../../webview/page/shareInside.js";
import { callsOfTurn } from "../../../webview/trajectory/callsOfTurn.js";
import { plainView, troubledView } from "../../webview/madeUpViews.js";

const kinds = (view: Parameters<typeof drawnBoxes>[0]) => drawnBoxes(view).map(({ kind, index }) => `${kind} ${index}`);

describe("the boxes of a rollout", () => {
  it("are the targets, then each zoom call; a requested box only where the tool changed it", () => {
    expect(kinds(plainView)).toEqual(["target 0", "target 1", "executed 0", "requested 1", "executed 1"]);
  });

  it("of a refused call are the requested box alone, and none for a call without a box", () => {
    expect(kinds({ targets: null, placed: troubledView.placed })).toEqual(["requested 0"]);
  });

  it("tell a call that nobody ran from one that was refused", () => {
    const asked = (refusedBy: "last-runs" | "inverted") =>
      drawnBoxes({ targets: null, placed: [{ ...plainView.placed[0]!, executed: null, refusedBy }] });
    expect(asked("last-runs")).toMatchObject([{ kind: "requested", isNotRun: true, isRefused: false }]);
    expect(asked("inverted")).toMatchObject([{ kind: "requested", isNotRun: false, isRefused: true }]);
  });

  it("do not show a requested box that differs only by the tool's rounding", () => {
    const [first] = plainView.placed;
    const rounded = { ...first!, executed: [1009, 84, 1601, 622.4] as const };
    expect(kinds({ targets: null, placed: [rounded] })).toEqual(["executed 0"]);
  });
});

describe("the box under the pointer", () => {
  const boxes = drawnBoxes(plainView);

  it("is a zoom call's before a target's", () => {
    expect(boxAt(boxes, { x: 1200, y: 300 }, 0)).toMatchObject({ kind: "executed", index: 0 });
    expect(boxAt(boxes, { x: 1630, y: 70 }, 0)).toMatchObject({ kind: "target", index: 0 });
  });

  it("is the smallest of several", () => {
    expect(boxAt(boxes, { x: 1000, y: 1400 }, 0)).toMatchObject({ kind: "executed", index: 1 });
    expect(boxAt(boxes, { x: 1800, y: 1400 }, 0)).toMatchObject({ kind: "requested", index: 1 });
  });

  it("is hit a little beside its line, and by nothing far from it", () => {
    expect(boxAt(boxes, { x: 1868, y: 1400 }, 10)).toMatchObject({ kind: "requested", index: 1 });
    expect(boxAt(boxes, { x: 1900, y: 1400 }, 10)).toBeNull();
  });
});

describe("the share of a target inside a crop", () => {
  it("is of the target's area", () => {
    expect(shareInside([0, 0, 10, 10], [5, 0, 100, 100])).toBe(0.5);
    expect(shareInside([0, 0, 10, 10], [20, 20, 30, 30])).toBe(0);
  });

  it("is unknown for a target without area", () => {
    expect(shareInside([5, 5, 5, 9], [0, 0, 10, 10])).toBeNull();
  });
});

describe("what became of a zoom call", () => {
  it("stands once: in the turn of its reply", () => {
    const calls = callsOfTurn(plainView);
    expect(calls.answered(1).map(call => call?.number)).toEqual([0]);
    expect(calls.answered(3).map(call => call?.number)).toEqual([1]);
    expect([calls.hasReplyTurn(0), calls.hasReplyTurn(1)]).toEqual([true, true]);
  });

  it("stands at the call itself when no reply came", () => {
    const calls = callsOfTurn(troubledView);
    expect(calls.hasReplyTurn(1)).toBe(false);
    expect(calls.written(1)?.placed.refusedBy).toBe("bad-call");
  });
});
