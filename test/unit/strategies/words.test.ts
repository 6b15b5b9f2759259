import { describe, expect, it } from "vitest";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import type { ListedStrategy } from "../../../src/protocol/reward/strategyList.js";
import type { PushedRollout, StrategyCell } from "../../../src/protocol/reward/whatIfApi.js";
import { cellWords } from "../../../webview/strategies/cellWords.js";
import { gridCell } from "../../../webview/strategies/gridCell.js";
import { specProblem } from "../../../webview/strategies/specProblem.js";
import { strategiesTranslate } from "../../../webview/strategies/strategiesTranslate.js";
import { strategyName } from "../../../src/protocol/reward/strategyName.js";
import { suggestedStrategies } from "../../../webview/strategies/suggestedStrategies.js";
import { tableRowsOf } from "../../../webview/strategies/tableColumns.js";
import { tableCopy } from "../../../webview/strategies/tableCopy.js";
import { whyWords } from "../../../webview/strategies/whyWords.js";

const t = strategiesTranslate({});
const builtIn = builtInStrategies.map((strategy): ListedStrategy => ({
  spec: strategy.id,
  strategy,
  from: "built-in",
}));
const own = (id: string, name?: string): ListedStrategy => {
  const { options, segments, seed } = builtInStrategies[0] ?? { options: {}, segments: [], seed: 0 };
  return {
    spec: id,
    strategy: { id, ...(name === undefined ? {} : { name }), options, segments, seed },
    from: "settings",
  };
};

const rollout: PushedRollout = {
  ref: { file: "/a", row: 0 },
  question: "q",
  number: 1,
  step: 40,
  outcome: "wrong",
  ...{ rewardBefore: 2, rewardAfter: 1, advantageBefore: 0.5, advantageAfter: -1 },
  ious: [0.16, 0.37],
  calls: 2,
  expected: 2,
  isWellFormed: true,
};

const cell: StrategyCell = {
  rollouts: 128,
  groups: 16,
  means: { format: 0.8, accuracy: 0.5, toolCount: null, toolAccuracy: null, total: 2.5 },
  notRecomputable: 0,
  flat: { all_wrong: 3, cancel: 1, tiny: 0 },
  flatGroups: 4,
  isWithheld: false,
  rank: { value: 0.81, groups: 12, left: 4 },
  flipped: 23,
  signalChanged: 5,
  compared: 128,
  unit: null,
};

describe("why a rollout is listed", () => {
  it("is what it did: outcome, zooms, IoU", () => {
    expect(whyWords(rollout, t)).toBe("wrong, 2 zooms, IoU .16 .37");
  });

  it("names the expected zooms where it made others", () => {
    expect(whyWords({ ...rollout, outcome: "correct", calls: 0, ious: [] }, t)).toBe("correct, 0 of 2 zooms");
    expect(whyWords({ ...rollout, calls: 0, ious: [], expected: null }, t)).toBe("wrong, no zoom");
    expect(whyWords({ ...rollout, calls: 1, ious: [0.5], expected: null }, t)).toBe("wrong, 1 zoom, IoU .50");
  });

  it("says a bad format, and cuts a long list of IoUs", () => {
    const long = { ...rollout, isWellFormed: false, calls: 6, ious: [0, 1, 0.1, 0.2, 0.3, 0.4] };
    expect(whyWords(long, t)).toBe("wrong, bad format, 6 of 2 zooms, IoU 0 1 .10 .20 …");
  });
});

describe("a cell in words", () => {
  it("says the reasons of flat groups and what the rank is over", () => {
    expect(cellWords(cell, false, t)).toEqual([
      "128 rollouts in 16 groups",
      "4 of 16 groups flat (3 all wrong, 1 in which parts cancel)",
      "23 of 128 flipped (18%)",
      "5 of 128 gain or lose their signal (4%)",
      "rank 0.81 over 12 groups, 4 left out",
    ]);
  });

  it("has no flips where a strategy would be compared with itself", () => {
    expect(cellWords({ ...cell, flat: {}, flatGroups: 0 }, true, t)).toEqual([
      "128 rollouts in 16 groups",
      "no group flat",
      "this is what the others are compared with",
    ]);
  });

  it("counts what is not recomputable, and says over what it was whitened", () => {
    const none = { compared: 0, flipped: null, signalChanged: null };
    const words = cellWords({ ...cell, notRecomputable: 7, unit: "rollout", ...none }, false, t);
    expect(words).toContain("7 of 128 not recomputable");
    expect(words).toContain("whitened over rollouts, since tokens are not logged");
    expect(words.join(" ")).not.toMatch(/flipped|signal/);
  });

  it("says why there are no figures of rewards that are no fair sample", () => {
    const withheld = { isWithheld: true, flatGroups: null, flat: {}, compared: 0, flipped: null, signalChanged: null };
    const words = cellWords({ ...cell, ...withheld, notRecomputable: 112 }, false, t).join(" · ");
    expect(words).toContain("112 of 128 not recomputable");
    expect(words).toContain("no fair sample");
    expect(words).not.toContain("flat");
  });
});

describe("a strategy's name", () => {
  it("is a person's own before ours, and keeps options as its note", () => {
    expect(strategyName("rarl", builtIn, t)).toEqual({ name: "Region-aware", note: "Eq. 1 to 3" });
    expect(strategyName("rarl@match=greedy;cap=2", builtIn, t)).toEqual({
      name: "Region-aware",
      note: "match=greedy, cap=2",
    });
    expect(strategyName("mine", [own("mine", "Mine")], t)).toEqual({ name: "Mine", note: "" });
    expect(strategyName("rarl", [own("rarl", "My RARL")], t).name).toBe("My RARL");
    expect(strategyName("gone", builtIn, t)).toEqual({ name: "gone", note: "" });
  });

  it("of every strategy that is built in is in the table of texts", () => {
    expect(builtIn.filter(({ spec }) => strategyName(spec, builtIn, t).name === spec)).toEqual([]);
  });
});

describe("the rows of the table", () => {
  it("begin with the logged rule and end with the person's own", () => {
    const choices = { strategies: [...builtIn, own("mine")], problems: [], asLogged: "two-phase" };
    expect(suggestedStrategies(choices)).toEqual([
      "two-phase",
      "rarl",
      "rarl-conditional",
      "deepeyes",
      "vanilla",
      "rarl-warm-start",
      "mine",
    ]);
    expect(suggestedStrategies({ ...choices, asLogged: null })[0]).toBe("rarl");
  });

  it("take a strategy with options, and say what is wrong with one", () => {
    expect(specProblem("rarl@match=greedy;cap=2", builtIn, t)).toBe(null);
    expect(specProblem("rarl@match=best", builtIn, t)).toBe("“best” is no value of “match”.");
    expect(specProblem("rarl@mach=greedy", builtIn, t)).toBe("There is no option “mach”.");
    expect(specProblem("rrl", builtIn, t)).toBe("There is no strategy “rrl”.");
    expect(specProblem("rarl@greedy", builtIn, t)).toBe("“greedy” is no option: write key=value.");
  });
});

describe("the cells that keys walk", () => {
  const set = { run: "/a", phase: "training", folder: null, from: 40, to: 40 } as const;
  const table = { columns: [set, { ...set, from: 80, to: 80 }], strategies: ["rarl", "vanilla"], against: "logged" };
  const full = {
    ...table,
    cells: [
      [cell, null],
      [cell, cell],
    ],
    unread: 0,
  };

  it("end at the edges", () => {
    const columns = gridCell.columns(full);
    expect(columns).toBe(11);
    expect(gridCell.moved("ArrowUp", { row: 0, column: 3 }, 2, columns)).toEqual({ row: 0, column: 3 });
    expect(gridCell.moved("ArrowRight", { row: 1, column: 10 }, 2, columns)).toEqual({ row: 1, column: 10 });
    expect(gridCell.moved("End", { row: 1, column: 0 }, 2, columns)).toEqual({ row: 1, column: 10 });
    expect(gridCell.moved("x", { row: 1, column: 0 }, 2, columns)).toBe(null);
  });

  it("name their strategy, step and figure; flips list the flipped ones", () => {
    const rows = tableRowsOf(full.strategies, false);
    const found = gridCell.at(full, rows, { row: 1, column: 8 });
    expect(found).toMatchObject({ row: { spec: "vanilla" }, set: { from: 80 }, figure: "flips" });
    expect(found !== null && gridCell.query(found, full, "grpo")).toEqual({
      ...{ column: { ...set, from: 80, to: 80 }, strategy: "vanilla", against: "logged", estimator: "grpo" },
      which: "flipped",
    });
    expect(gridCell.at(full, rows, { row: 0, column: 0 })).toBe(null);
  });

  it("are copied at full precision, and what is no number is no 0", () => {
    const { head, rows } = tableCopy(full, true, t);
    expect(head.slice(0, 3)).toEqual(["Strategy", "Step 40, mean", "Step 40, flat"]);
    expect(rows[0]).toEqual(["rarl", 2.5, 4, 23, 5, 0.81, null, null, null, null, null]);
    expect(rows.find(row => row[0] === "vanilla, zoom IoU")?.slice(0, 3)).toEqual(["vanilla, zoom IoU", "n/a", null]);
  });
});
