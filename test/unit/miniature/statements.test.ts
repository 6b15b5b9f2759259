import { describe, expect, it } from "vitest";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { parseStrategySpec } from "../../../src/core/reward/strategySpec.js";
import type { Strategy } from "../../../src/core/reward/strategy.js";
import { collapseCells } from "../../../src/core/simulate/miniature/collapseCells.js";
import { compareMiniatures } from "../../../src/core/simulate/miniature/compareMiniatures.js";
import type { MiniatureArm } from "../../../src/core/simulate/miniature/compareArm.js";
import { comparedRole } from "../../../src/core/simulate/miniature/comparedRole.js";
import { examinedAs } from "../../../src/core/simulate/miniature/examinedAs.js";
import { examinedSettings } from "../../../src/core/simulate/miniature/examinedSettings.js";
import {
  defaultMiniatureOptions,
  miniatureOptionsSchema,
  type MiniatureOptions,
} from "../../../src/core/simulate/miniature/miniatureOptions.js";
import { readMiniatureOptions } from "../../../src/core/simulate/miniature/readMiniatureOptions.js";
import { doubtfulOrderings, robustOrderings } from "../../../src/core/simulate/miniature/orderings.js";
import { statement, statementKinds, type StatementCode } from "../../../src/core/simulate/miniature/statementCode.js";
import { comparisonSentence } from "../../../src/protocol/simulate/comparisonSentence.js";
import { comparisonStrings, type ComparisonStringKey } from "../../../src/protocol/simulate/comparisonStrings.js";
import { builtIn, madeArm } from "./madeHistory.js";

const twenty = Array.from({ length: 20 }, (_, at) => at + 1);

/** A little that differs from seed to seed, so that there is an interval. */
const about = (value: number) => (_: number, seed: number) => value + (seed % 5) / 1e4;

function statements(
  arms: readonly MiniatureArm[],
  options: Partial<MiniatureOptions> = {},
  seeds: readonly number[] = twenty,
) {
  return compareMiniatures(arms, seeds, { ...defaultMiniatureOptions, ...options }).statements;
}

const codes = (...asked: Parameters<typeof statements>) => statements(...asked).map(({ code }) => code);

/** Two-phase rewards whose wanted view ends so far apart. */
const apart = (full: number, conditional: number) => [
  madeArm("two-phase", twenty, { found: about(full) }),
  madeArm("two-phase-conditional", twenty, { found: about(conditional) }),
];

describe("an ordering that may be claimed", () => {
  it("is supported where the runs show it under an examined setting", () => {
    const said = statements(apart(0.7, 0.5)).filter(({ code }) => code === "ordering-held");
    expect(said.map(({ kind, values }) => [kind, ...values.slice(0, 4)])).toEqual([
      ["supported", "two-phase", "two-phase-conditional", "found", "area"],
      ["supported", "two-phase", "two-phase-conditional", "found", "middle"],
      ["supported", "two-phase", "two-phase-conditional", "found", "end"],
    ]);
    expect(said[0]?.values[4]).toBeCloseTo(0.2, 9);
  });

  it("is found whichever arm comes first, and keeps its direction", () => {
    const [full, conditional] = apart(0.7, 0.5);
    if (full === undefined || conditional === undefined) throw new Error("two arms");
    const said = statements([conditional, full]).find(({ code }) => code === "ordering-held");
    expect(said?.values.slice(0, 2)).toEqual(["two-phase", "two-phase-conditional"]);
    expect(said?.values[4]).toBeCloseTo(0.2, 9);
  });

  it("is not supported where the runs show nothing or the reverse", () => {
    const wavering = (_: number, seed: number) => (seed % 2 === 0 ? 0.4 : 0.6);
    const alike = [
      madeArm("two-phase", twenty, { found: wavering }),
      madeArm("two-phase-conditional", twenty, { found: about(0.5) }),
    ];
    expect(codes(alike)).toContain("ordering-not-shown");
    expect(codes(alike)).not.toContain("ordering-held");
    expect(codes(apart(0.4, 0.6))).toContain("ordering-reversed");
  });

  it("is not claimed under assumptions, lengths or strategies that were not examined", () => {
    for (const options of [{ firstCall: 0.05 }, { steps: 150 }]) {
      const arms = [0.7, 0.5].map((value, at) =>
        madeArm(
          at === 0 ? "two-phase" : "two-phase-conditional",
          twenty,
          { found: about(value) },
          options.steps ?? 200,
        ),
      );
      const said = codes(arms, options);
      expect(said, JSON.stringify(options)).toContain("ordering-not-examined");
      expect(said).not.toContain("ordering-held");
    }
    const [full, conditional] = apart(0.7, 0.5);
    if (full === undefined || conditional === undefined) throw new Error("two arms");
    const own: MiniatureArm = { ...full, strategy: withOption("two-phase@match=reuse") };
    const said = statements([own, conditional]);
    expect(said.filter(({ kind }) => kind === "supported")).toEqual([]);
    expect(said).toContainEqual(statement("strategies-not-examined", "two-phase@match=reuse"));
  });

  it("that was seen to hold where tool use is lost may be claimed there too", () => {
    const arms = [
      madeArm("two-phase", twenty, { found: about(0.6) }),
      madeArm("deepeyes", twenty, { found: about(0) }),
    ];
    const held = statements(arms, { coupling: 4, firstCall: 0.02 }).filter(({ kind }) => kind === "supported");
    const ordered = held.filter(({ code }) => code !== "calls-kept");
    expect(ordered.map(({ code, values }) => [code, ...values.slice(2, 4)])).toEqual([
      ["ordering-held-cells", "found", "end"],
    ]);
  });

  it("that was shown under the settings only is not claimed where tool use may be lost, which was examined", () => {
    const said = codes(apart(0.7, 0.5), { coupling: 4, firstCall: 0.02 });
    expect(said).toContain("ordering-not-there");
    expect(said).not.toContain("ordering-not-examined");
    expect(said).not.toContain("ordering-held");
  });

  it("about accuracy is not claimed where zooming is useless", () => {
    const arms = [
      madeArm("two-phase", twenty, { accuracy: about(0.6) }),
      madeArm("vanilla", twenty, { accuracy: about(0.5) }),
    ];
    expect(codes(arms)).toContain("ordering-held-zoom");
    expect(codes(arms, { slope: 0 })).toContain("ordering-not-there");
    expect(codes(arms, { slope: 0 })).not.toContain("ordering-held-zoom");
  });

  it("is not looked for in one seed", () => {
    const arms = [madeArm("two-phase", [1], { found: about(1) }), madeArm("deepeyes", [1], { found: about(0) })];
    const said = statements(arms, {}, [1]);
    expect(said.map(({ code }) => code)).toContain("one-seed");
    expect(said.some(({ code }) => code.startsWith("ordering"))).toBe(false);
  });
});

describe("an ordering that must not be claimed", () => {
  it("is said to be none where the runs show it, whichever way round", () => {
    for (const [two, one] of [
      [0.5, 0.6],
      [0.6, 0.5],
    ] as const) {
      const said = statements([
        madeArm("two-phase", twenty, { found: about(two) }),
        madeArm("single-phase", twenty, { found: about(one) }),
      ]);
      const doubt = said.find(({ code }) => code === "doubt-depends");
      expect(doubt?.kind).toBe("not-supported");
      expect(doubt?.values.slice(0, 2)).toEqual(
        two > one ? ["two-phase", "single-phase"] : ["single-phase", "two-phase"],
      );
      expect(doubt?.values[4]).toBeCloseTo(0.1, 9);
      expect(said.some(({ code }) => code === "ordering-held")).toBe(false);
    }
  });

  it("never supports anything, whatever the strategies and figures", () => {
    const supported = new Set(
      robustOrderings.map(({ first, second, figure, window }) => `${first} ${second} ${figure} ${window}`),
    );
    for (const { first, second, figure, window } of doubtfulOrderings)
      for (const [a, b] of [
        [first, second],
        [second, first],
      ] as const)
        expect(supported.has(`${a} ${b} ${figure} ${window}`), `${a} ${b}`).toBe(false);
  });
});

describe("alignments that disagree", () => {
  // As the paper's two strategies: the second phase starts late and is quicker from there.
  const late = (step: number, seed: number) => (step <= 16 ? 0 : about((step - 16) / 100)(step, seed));
  const early = (step: number, seed: number) => about(step / 120)(step, seed);
  const arms = [madeArm("two-phase", twenty, { found: late }), madeArm("single-phase", twenty, { found: early })];

  it("are the first thing that is said, with both differences", () => {
    const [first] = statements(arms);
    expect(first).toMatchObject({ kind: "disagree", code: "aligns-opposed" });
    expect(first?.values.slice(0, 4)).toEqual(["two-phase", "single-phase", "found", "early"]);
    expect(first?.values[4]).toBeLessThan(0);
    expect(first?.values[7]).toBeGreaterThan(0);
  });

  it("are no matter of arms whose last phases begin together", () => {
    const same = [madeArm("vanilla", twenty, { found: late }), madeArm("single-phase", twenty, { found: early })];
    expect(statements(same).filter(({ kind }) => kind === "disagree")).toEqual([]);
  });
});

describe("tool use", () => {
  it("that two phases keep is supported, and that another strategy loses is not to be claimed", () => {
    const gone = (step: number) => (step <= 10 ? 0.3 : 0);
    const said = statements(
      [madeArm("two-phase", twenty, { anyCall: () => 0.9 }), madeArm("single-phase", twenty, { anyCall: gone })],
      { coupling: 4, firstCall: 0.02 },
    );
    expect(said).toContainEqual(statement("calls-kept", "two-phase", 20));
    expect(said).toContainEqual(statement("calls-lost", "single-phase", 20, 20));
  });

  it("that two phases keep is not supported by fewer seeds than a screen has", () => {
    const kept = (count: number) => {
      const seeds = twenty.slice(0, count);
      return statements([madeArm("two-phase", seeds, { anyCall: () => 0.9 })], {}, seeds);
    };
    for (const count of [1, 4]) expect(kept(count).filter(({ kind }) => kind === "supported")).toEqual([]);
    expect(kept(5)).toContainEqual(statement("calls-kept", "two-phase", 5));
  });

  it("that two phases lose contradicts what was seen", () => {
    const gone = (step: number) => (step <= 10 ? 0.3 : 0);
    expect(codes([madeArm("two-phase", twenty, { anyCall: gone })])).toContain("calls-lost-against");
  });
});

describe("cautions", () => {
  it("say how many seeds are few, a screen, and enough", () => {
    const of = (count: number) => {
      const seeds = twenty.slice(0, count);
      return statements([madeArm("vanilla", seeds, {})], {}, seeds).filter(({ kind }) => kind === "caution");
    };
    expect([1, 4, 5, 19, 20].map(count => of(count).map(({ code }) => code))).toEqual([
      ["one-seed"],
      ["few-seeds"],
      ["screen-seeds"],
      ["screen-seeds"],
      [],
    ]);
  });

  it("name assumptions that were not examined together, and none that were", () => {
    const arms = [madeArm("vanilla", twenty, {})];
    expect(statements(arms, { firstCall: 0.05, slope: 2 })).toContainEqual(
      statement("assumptions-not-examined", "firstCall = 0.05, slope = 2"),
    );
    expect(codes(arms, { firstCall: 0.02 })).not.toContain("assumptions-not-examined");
  });
});

describe("what was examined", () => {
  it("is 25 settings and the cells where tool use may be lost, each within the ranges of its parameters", () => {
    expect(examinedSettings).toHaveLength(25);
    expect(collapseCells.boundary).toHaveLength(16);
    for (const { name, options } of [...examinedSettings, ...collapseCells.boundary, ...collapseCells.collapse])
      expect(miniatureOptionsSchema.safeParse({ ...defaultMiniatureOptions, ...options }).success, name).toBe(true);
  });

  it("has no two settings alike", () => {
    const keys = examinedSettings.map(({ options }) => JSON.stringify({ ...defaultMiniatureOptions, ...options }));
    expect(new Set(keys).size).toBe(25);
  });

  it("is known by what a person types", () => {
    const typed = readMiniatureOptions({ firstCall: "0.1", outcomeCall: ".3/.14/.56", coupling: "4" });
    expect(typed.kind === "ok" ? examinedAs(typed.options) : typed).toEqual({ kind: "collapse" });
    const useless = readMiniatureOptions({ slope: "0" });
    expect(useless.kind === "ok" ? examinedAs(useless.options) : useless).toEqual({
      kind: "setting",
      isZoomUseless: true,
    });
  });

  it("does not depend on the seed or on how often is validated", () => {
    const options = { ...defaultMiniatureOptions, seed: 77, validationEvery: 0 };
    expect(examinedAs(options)).toEqual({ kind: "setting", isZoomUseless: false });
  });

  it("is told of a strategy by what it pays, not by what it is called", () => {
    const named = (id: string, of: Strategy): Strategy => ({ ...of, id });
    expect(comparedRole(named("mine", builtIn("two-phase")))).toBe("two-phase");
    expect(comparedRole(named("two-phase", builtIn("vanilla")))).toBe("vanilla");
    expect(comparedRole(builtIn("rarl"))).toBe("single-phase");
    expect(comparedRole(builtIn("rarl-warm-start"))).toBeNull();
    expect(comparedRole(withOption("two-phase@count=any"))).toBeNull();
  });
});

function withOption(spec: string): Strategy {
  const read = parseStrategySpec(spec, builtInStrategies);
  if (read.kind === "problem") throw new Error(`${spec}: ${read.code} ${read.values.join(" ")}`);
  return read.strategy;
}

describe("sentences", () => {
  const say = { text: (key: ComparisonStringKey) => comparisonStrings[key], nameOf: (spec: string) => `«${spec}»` };
  const numbers = [-0.1234, -0.2, -0.05, 0.1, 0.02, 0.3];

  it("leave no value open and no code of a figure or a window", () => {
    const compared = ["two-phase", "vanilla", "exactCount", "area", ...numbers];
    const values: Partial<Record<StatementCode, readonly (string | number)[]>> = {
      "calls-kept": ["two-phase", 5],
      "calls-lost": ["vanilla", 2, 5],
      "calls-lost-against": ["two-phase", 2, 5],
      "fewer-calls": ["vanilla", 2, 5],
      "few-seeds": [3],
      "screen-seeds": [5],
      "steps-not-examined": [40, 200],
      "assumptions-not-examined": ["firstCall = 0.05"],
      "strategies-not-examined": ["one", "other"],
    };
    for (const code of Object.keys(statementKinds) as StatementCode[]) {
      const text = comparisonSentence(statement(code, ...(values[code] ?? compared)), say);
      expect(text, code).not.toMatch(/\{\d\}|exactCount|\barea\b|undefined/);
      expect(text, code).toMatch(/\.$/);
    }
  });

  it("say how many settings an ordering was shown under, and where it was not", () => {
    const of = (code: StatementCode) =>
      comparisonSentence(statement(code, "a", "b", "found", "end", 0.25, 0.2, 0.3), say);
    for (const code of ["ordering-held", "ordering-held-cells", "ordering-held-zoom"] as const)
      expect(of(code)).toContain(`each of the ${examinedSettings.length} settings`);
    for (const code of ["ordering-held", "ordering-held-zoom"] as const)
      expect(of(code)).toContain("where zooms may be lost it was not examined or is not so");
    expect(comparisonSentence(statement("calls-kept", "two-phase", 5), say)).toBe(
      "«two-phase» kept its zooms under all 5 seeds. «two-phase» has kept them under everything that was examined.",
    );
  });

  it("write differences with their sign, and strategies by their names", () => {
    const text = comparisonSentence(statement("ordering-held", "a", "b", "found", "end", 0.25, 0.2, 0.3), say);
    expect(text).toMatch(
      /^«a» is above «b» in the wanted view found, over the last 20 steps: by \+0\.250 \(\+0\.200 to \+0\.300\)\./,
    );
    expect(comparisonSentence(statement("strategies-not-examined", "a", "b"), say)).toContain("«a», «b»");
  });

  it("say that a code is of another version, also one that every object has", () => {
    for (const code of ["later-idea", "constructor"])
      expect(comparisonSentence({ kind: "caution", code, values: [] }, say)).toContain(
        `version of this program: ${code}`,
      );
  });
});
