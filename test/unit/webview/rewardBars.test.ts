import { describe, expect, it } from "vitest";
import type { LoggedNumber } from "../../../src/core/rollout/loggedNumber.js";
import type { RewardPart } from "../../../src/core/rollout/rewardPart.js";
import type { GroupMember } from "../../../src/protocol/rolloutView.js";
import { rewardBars } from "../../../webview/rewardBars.js";

const number = (value: number): LoggedNumber => ({ kind: "number", value });

function member(score: LoggedNumber, parts: Partial<Record<RewardPart["role"], LoggedNumber>> = {}): GroupMember {
  const list = Object.entries(parts).map(([role, value]) => ({ role: role as RewardPart["role"], name: role, value }));
  return {
    ref: { file: "f", row: 0 },
    number: 1,
    score,
    outcome: "unknown",
    parts: list,
    ious: [],
    isMalformed: false,
  };
}

describe("reward bars", () => {
  it("share one scale in the whole group: the longest bar fills the width", () => {
    const { bars, zero } = rewardBars([
      member(number(4), { format: number(1), iou: number(3) }),
      member(number(1), { format: number(1) }),
    ]);
    expect(zero).toBe(0);
    expect(bars[0]).toEqual([
      { role: "format", start: 0, end: 0.25 },
      { role: "iou", start: 0.25, end: 1 },
    ]);
    expect(bars[1]).toEqual([{ role: "format", start: 0, end: 0.25 }]);
  });

  it("grow to the left of 0 for negative parts", () => {
    const { bars, zero } = rewardBars([member(number(0), { format: number(-1), accuracy: number(3) })]);
    expect(zero).toBe(0.25);
    expect(bars[0]).toEqual([
      { role: "format", start: 0, end: 0.25 },
      { role: "accuracy", start: 0.25, end: 1 },
    ]);
  });

  it("show the score alone where no parts were logged, and never the total on top of its parts", () => {
    const { bars, roles } = rewardBars([member(number(2)), member(number(2), { iou: number(2), total: number(2) })]);
    expect(bars.map(list => list.map(({ role }) => role))).toEqual([["score"], ["iou"]]);
    expect(roles).toEqual(["iou", "score"]);
  });

  it("draw nothing for what is no finite number, and no bar of 0 by accident", () => {
    const { bars, roles } = rewardBars([
      member({ kind: "nan" }),
      member({ kind: "infinity", sign: 1 }, { format: { kind: "absent" } }),
      member(number(0), { format: number(0) }),
    ]);
    expect(bars).toEqual([[], [], []]);
    expect(roles).toEqual([]);
  });
});
