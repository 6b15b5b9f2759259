import { describe, expect, it } from "vitest";
import { resolveConfig } from "../../../src/core/launch/resolveConfig.js";
import type { Resolved } from "../../../src/core/launch/resolved.js";
import type { ResolvedHyper } from "../../../src/core/launch/resolvedConfig.js";
import { configOf } from "./planned.js";

/** The values that the paper states. */
function statedIn(hyper: ResolvedHyper): Readonly<Record<string, unknown>> {
  const all: readonly (readonly [string, Resolved<unknown>])[] = Object.entries(hyper);
  return Object.fromEntries(all.flatMap(([key, one]) => (one.source === "paper" ? [[key, one.value]] : [])));
}

describe("what a configuration leaves out", () => {
  it("is Table 10 of the paper for RL", () => {
    const { hyper, gpusPerNode, strategy } = resolveConfig(configOf());
    const stated = statedIn(hyper);
    expect(stated).toEqual({
      ...{ learningRate: 1e-6, warmupRatio: 0, steps: 200, rolloutBatch: 16, miniBatch: 16, responses: 8 },
      ...{ promptTokens: 10280, responseTokens: 4096, turns: 5, klCoefficient: 0.04 },
    });
    expect([gpusPerNode.value, strategy?.value]).toEqual([8, "two-phase"]);
    expect(resolveConfig(configOf({ method: "RL" })).hyper.turns.value).toBe(1);
  });

  it("is Table 9 for SFT", () => {
    const { hyper, gpusPerNode, strategy } = resolveConfig(configOf({ method: "SFT-R", engine: "llama-factory" }));
    const stated = statedIn(hyper);
    expect(stated).toEqual({
      ...{ learningRate: 1e-5, warmupRatio: 0.1, schedule: "cosine", epochs: 3, batch: 16 },
    });
    expect([gpusPerNode.value, strategy]).toEqual([4, null]);
  });

  it("says which values nobody states", () => {
    const { hyper, maxPixels, validationEvery } = resolveConfig(configOf());
    expect([hyper.temperature.source, hyper.gpuMemoryShare.source]).toEqual(["engine", "not-stated"]);
    expect([maxPixels.source, validationEvery.source]).toEqual(["not-stated", "not-stated"]);
    // A page at this limit, and text, fit the paper's prompt; at the engine's own they would not.
    expect(maxPixels.value / 784).toBeLessThan(10_280);
  });

  it("is all task kinds, or those with targets where boxes are judged", () => {
    expect(resolveConfig(configOf()).tasks).toHaveLength(5);
    expect(resolveConfig(configOf()).tasks).not.toContain("panel_reordering");
    expect(resolveConfig(configOf({ method: "RL" })).tasks).toHaveLength(7);
  });

  it("gives way to what is written, beside the paper's", () => {
    const { hyper, gpusPerNode } = resolveConfig(
      configOf({ hyper: { klCoefficient: 0.02 }, gpus: { devices: [1, 3] } }),
    );
    expect(hyper.klCoefficient).toEqual({ value: 0.02, source: "given", paper: 0.04 });
    expect(gpusPerNode).toEqual({ value: 2, source: "given", paper: 8 });
  });
});
