import { describe, expect, it } from "vitest";
import { BenchmarkSources } from "../../../src/host/benchmark/benchmarkSources.js";

function setUp() {
  const kept = new Map<string, unknown>();
  const memory = {
    keys: () => [...kept.keys()],
    get: (key: string) => kept.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, structuredClone(value))),
  };
  return { kept, again: () => new BenchmarkSources(memory) };
}

describe("the sources of a benchmark's folder", () => {
  it("are those that were imported, until others are, whatever is offered for a mapping meanwhile", async () => {
    const { again } = setUp();
    const sources = again();
    await sources.set("/bench", ["/first"]);
    await sources.offer("/bench", ["/second"]);
    await sources.offer("/other", ["/third"]);
    // Also in another window of the workspace.
    for (const one of [sources, again()]) {
      expect(one.of("/bench")).toEqual(["/first"]);
      expect(one.forMapping("/bench")).toEqual(["/second"]);
      expect(one.of("/other")).toEqual([]);
      expect(one.forMapping("/other")).toEqual(["/third"]);
    }
    await sources.set("/bench", ["/second"]);
    expect(sources.of("/bench")).toEqual(["/second"]);
    expect(sources.forMapping("/other")).toEqual(["/third"]);
  });

  it("are those of the mapping, too, once they were imported", async () => {
    const { again } = setUp();
    const sources = again();
    expect(sources.forMapping("/bench")).toEqual([]);
    await sources.offer("/bench", ["/second"]);
    await sources.set("/bench", ["/first"]);
    expect(sources.forMapping("/bench")).toEqual(["/first"]);
  });

  it("are none where what was kept is damaged", () => {
    const { kept, again } = setUp();
    kept.set("loupe.benchmarkSources", { "/bench": "no list" }).set("loupe.mappingSources", 3);
    expect(again().of("/bench")).toEqual([]);
    expect(again().forMapping("/bench")).toEqual([]);
  });
});
