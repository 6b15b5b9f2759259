import { describe, expect, it } from "vitest";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { readStrategies } from "../../../src/core/reward/readStrategies.js";
import { strategyChoices } from "../../../src/host/launch/strategyChoices.js";
import { english } from "./english.js";

const segments = [{ terms: [{ part: "accuracy" }] }];

describe("the strategies that the form of a configuration offers", () => {
  it("have the names of the strategies view beside the ids of the file", () => {
    const choices = strategyChoices([], english);
    expect(choices.map(({ id }) => id)).toEqual(builtInStrategies.map(({ id }) => id));
    expect(choices).toContainEqual({ id: "two-phase", name: "Two-phase" });
    expect(choices).toContainEqual({ id: "rarl", name: "Region-aware" });
    expect(choices.filter(({ id, name }) => id === name)).toEqual([]);
  });

  it("are told in the person's language", () => {
    const loud = (text: string) => text.toUpperCase();
    expect(strategyChoices([], loud)).toContainEqual({ id: "vanilla", name: "VANILLA" });
  });

  it("are those of the settings first, under their own names, in place of their namesakes", () => {
    const { strategies } = readStrategies([
      { id: "mine", name: "My own", segments },
      { id: "nameless", segments },
      { id: "rarl", name: "Not the paper's", segments },
    ]);
    const choices = strategyChoices(strategies, english);
    expect(choices.slice(0, 3)).toEqual([
      { id: "mine", name: "My own" },
      { id: "nameless", name: "nameless" },
      { id: "rarl", name: "Not the paper's" },
    ]);
    expect(choices.filter(({ id }) => id === "rarl")).toHaveLength(1);
  });
});
