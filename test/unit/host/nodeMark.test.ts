import { describe, expect, it } from "vitest";
import { flatReasons } from "../../../src/core/rollout/flatReason.js";
import { decorationFace, nodeMark } from "../../../src/host/tree/nodeMark.js";
import { english } from "./english.js";
import { treeNodes } from "./treeNodes.js";

describe("the decorations of the tree", () => {
  it("mark a group without spread, and say why it has none", () => {
    const mark = nodeMark(treeNodes.group({ flat: "all-wrong", spread: 0 }));
    expect(mark).toBe("all-wrong");
    expect(decorationFace(mark ?? "", english)).toEqual({
      ...{ badge: "=", tooltip: "without spread: all wrong", color: "list.deemphasizedForeground" },
    });
  });

  it("have a reason for every way of being flat", () => {
    const words = flatReasons.map(reason => decorationFace(reason, english)?.tooltip);
    expect(new Set(words).size).toBe(flatReasons.length);
  });

  it("leave a group with spread, and one whose spread nobody knows, as they are", () => {
    expect(nodeMark(treeNodes.group())).toBeNull();
    expect(nodeMark(treeNodes.group({ spread: null }))).toBeNull();
  });

  it("draw a step of a dead branch in grey, and no other", () => {
    expect(nodeMark(treeNodes.step())).toBeNull();
    expect(nodeMark(treeNodes.step({ staleBy: "repeated" }))).toBe("stale");
    expect(decorationFace("stale", english)).toEqual({ badge: null, tooltip: null, color: "disabledForeground" });
  });

  it("mark runs, rollouts and zoom calls with nothing", () => {
    expect([treeNodes.run(), treeNodes.rollout()].map(nodeMark)).toEqual([null, null]);
  });

  it("say nothing for a mark that nobody gave", () => {
    expect(decorationFace("", english)).toBeNull();
    expect(decorationFace("__proto__", english)).toBeNull();
  });
});
