import { describe, expect, it } from "vitest";
import { ownRewardSentence } from "../../../src/host/reward/ownRewardSentence.js";
import { rewardText } from "../../../src/host/reward/rewardText.js";
import type { OwnScore } from "../../../src/core/reward/ownScore.js";
import { english } from "./english.js";

const absent = { kind: "absent" } as const;
const nothing = { format: null, accuracy: null, toolCount: null, toolAccuracy: null };

/** A rollout's reward under own code, as its document shows it. */
function textOf(own: OwnScore | null): string {
  const total = own?.kind === "scored" ? own.total : null;
  const known = {
    components: nothing,
    terms: [],
    total,
    advantage: null,
    groupMean: null,
    groupSpread: null,
    flat: null,
  };
  const logged = { format: absent, accuracy: absent, toolCount: absent, toolAccuracy: absent, total: absent };
  const breakdown = { logged, loggedAdvantage: null, breakdowns: [{ strategy: "mine", ...known, own }] };
  return rewardText(breakdown, "recomputed", english);
}

describe("a reward of own code as text", () => {
  it("has the parts that the code returned, by name", () => {
    const text = textOf({ kind: "scored", total: 1.5, parts: { length: 12, bonus: 0.5 } });
    expect(text).toMatch(/^reward: 1\.500000$/m);
    expect(text.trimEnd().split("\n").slice(-2)).toEqual(["bonus: 0.500000", "length: 12.000000"]);
  });

  it("says in one line why there is none", () => {
    const lastOf = (own: OwnScore | null) => textOf(own).trimEnd().split("\n").at(-1);
    expect(lastOf(null)).toBe("own code: not run on this rollout");
    expect(lastOf({ kind: "raised", message: "ValueError: a\nb", line: 7 })).toBe(
      "own code: raised ValueError: a b, in line 7",
    );
    expect(lastOf({ kind: "timed-out", seconds: 10 })).toBe("own code: took more than 10 s");
  });
});

describe("a run of own code in a sentence", () => {
  const counts = { scored: 128, "no-number": 0, raised: 0, "timed-out": 0, ended: 0, unreadable: 0 };
  const set = { run: "/run", phase: "training" as const, folder: null, from: 1, to: 1 };
  const plain = { id: "mine", file: "/mine.py", set, rollouts: 128, counts, cached: 0, notRun: 0 };

  it("says how many rewards moved", () => {
    const run = { ...plain, moved: 31, firstProblem: null, isMemoryLimited: true };
    expect(ownRewardSentence(run, english)).toBe("mine: 128 of 128 rollouts scored, 31 moved");
  });

  it("names the first rollout without a reward, and what was not tried", () => {
    const firstProblem = { ref: { file: "/1.jsonl", row: 3 }, score: { kind: "ended", how: "SIGSEGV" } } as const;
    const run = { ...plain, counts: { ...counts, scored: 2, ended: 3 }, moved: 0, firstProblem, notRun: 123 };
    expect(ownRewardSentence({ ...run, isMemoryLimited: false }, english)).toBe(
      "mine: 2 of 128 rollouts scored · row 3: ended its process (SIGSEGV) · 123 not tried, since others before them ended the process · this system does not limit its memory",
    );
  });
});
