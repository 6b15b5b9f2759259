import { describe, expect, it } from "vitest";
import type { SearchHit } from "../../../src/core/search/rowMatches.js";
import { placeWords, progressWords } from "../../../src/host/search/searchWords.js";
import { hitText } from "../../../src/node/cli/hitText.js";
import { english } from "../host/english.js";

const excerpt = {
  ...{ before: "Where is\nthe ", match: "hat", after: "?", isCutBefore: true, isCutAfter: false, isMatchCut: false },
};
const hit = (place: SearchHit["place"], part: SearchHit["part"] = "response"): SearchHit => ({
  ...{ part, message: null, range: { start: 0, end: 3 }, place, excerpt },
});

describe("Where a match stands", () => {
  it.each([
    [hit({ turn: 0, range: null, call: null }), "turn 1"],
    [hit({ turn: 2, range: null, call: 0 }), "turn 3, call 1"],
    [hit(null), "response"],
    [hit(null, "prompt"), "prompt"],
  ])("is said alike in the window and by the command, both counting from 1", (found, words) => {
    expect(placeWords(found, english)).toBe(words);
    expect(hitText(found)).toBe(`${words}: …Where is the hat?`);
  });
});

describe("How far a search is", () => {
  const progress = { rows: 1, ofRows: 5120, unread: 0, slow: 0, matches: 1, state: "done" as const };
  it.each([
    [{}, "1 match in 1 rollout."],
    [{ matches: 0 }, "Nothing found in 1 rollout."],
    [{ matches: 0, rows: 2, unread: 1 }, "Nothing found in 2 rollouts. 1 rollout could not be read."],
    [{ state: "running" as const }, "1 match so far, 1 of 5,120 rollouts searched."],
    [
      { matches: 1200, rows: 40, slow: 1 },
      "1,200 matches in 40 rollouts. 1 rollout left out: the expression took too long.",
    ],
  ])("counts one as one: %j", (more, sentence) => {
    expect(progressWords({ ...progress, ...more }, english)).toBe(sentence);
  });
});
