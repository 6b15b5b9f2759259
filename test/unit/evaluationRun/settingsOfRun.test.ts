import fc from "fast-check";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { splitNames } from "../../../src/core/benchmark/pageRecord.js";
import { taskKinds } from "../../../src/core/benchmark/taskKinds.js";
import { defaultSettings } from "../../../src/core/evaluation/defaultSettings.js";
import { evaluationInputs, evaluationRunSchema } from "../../../src/core/evaluation/evaluationRun.js";
import type { EvaluationSettings } from "../../../src/core/evaluation/evaluationSettings.js";
import { boxConventions, modelFamilyIds } from "../../../src/core/evaluation/modelFamily.js";
import { settingsOfRun } from "../../../src/core/evaluation/settingsOfRun.js";
import { zoomOffer } from "../../../src/core/evaluation/zoomOffer.js";
import { evaluationRunOf } from "../../../src/node/evaluation/evaluationRunOf.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { evaluated, knowing, madeSet, optionsOf } from "./asking.js";

const makeFolder = temporaryFolder();
const count = fc.option(fc.integer({ min: 1, max: 1_000_000 }));
const source = {
  kind: "source",
  manifest: null,
  questions: [],
  pages: [],
  questionsSha: "a",
  reviewsSha: null,
} as const;

const imageSettings = fc.record<EvaluationSettings["image"]>({
  ...{ maxSide: count, maxPixels: count, minPixels: count, multiple: count },
  ...{ mime: fc.constant("image/jpeg"), quality: fc.integer({ min: 1, max: 100 }) },
  ...{ detail: fc.constantFrom(null, "auto", "low", "high"), areMarksDrawn: fc.boolean() },
  shown: fc.constantFrom("second", "aside"),
});
const samplingSettings = fc.record<EvaluationSettings["sampling"]>({
  ...{ temperature: fc.option(fc.integer({ min: 0, max: 2 })), topP: fc.constantFrom(null, 1), seed: count },
  ...{ maxTokens: fc.integer({ min: 1, max: 9999 }), attempts: fc.integer({ min: 1, max: 9 }) },
  maxTokensName: fc.constantFrom("max_tokens", "max_completion_tokens"),
  ...{ reasoningEffort: fc.constantFrom(null, "low"), extra: fc.constantFrom({}, { top_k: 1 }) },
});
const toolSettings = fc.record<NonNullable<EvaluationSettings["tools"]>>({
  style: fc.constantFrom("text", "native"),
  tool: fc.constantFrom("verl", "deepeyes", "pillow"),
  maxTurns: fc.integer({ min: 1, max: 12 }),
});
const anySettings = fc.record<EvaluationSettings>({
  ...{ model: fc.string({ minLength: 1 }), family: fc.constantFrom(...modelFamilyIds) },
  checkpoint: fc.option(fc.record({ run: fc.string(), step: fc.option(fc.nat()) })),
  ...{ input: fc.constantFrom(...evaluationInputs), use: fc.constantFrom("answer", "reason", "distil") },
  ...{ splits: fc.subarray([...splitNames]), tasks: fc.subarray([...taskKinds]), limit: count },
  acceptedOnly: fc.boolean(),
  shard: fc.option(fc.record({ index: fc.nat(3), of: fc.constant(4) })),
  ...{ image: imageSettings, sampling: samplingSettings, tools: fc.option(toolSettings) },
  boxes: fc.constantFrom(...boxConventions),
});

describe("the settings of an evaluation", () => {
  it("stand in its evaluation.json, all of them", () => {
    fc.assert(
      fc.property(anySettings, settings => {
        const options = { ...optionsOf({ folder: "/made" }, "http://localhost:1", "/out"), settings };
        const run = evaluationRunOf({ ...source, damaged: 0 }, [], zoomOffer(settings.boxes), options);
        expect(settingsOfRun(evaluationRunSchema.parse(JSON.parse(JSON.stringify(run))))).toEqual(settings);
      }),
    );
  });

  it("are told of one that does not say its limit by how many questions it has, and of an imported one not at all", () => {
    const settings = defaultSettings("known-model", "page");
    const options = { ...optionsOf({ folder: "/made" }, "http://localhost:1", "/out"), settings };
    const run = evaluationRunOf({ ...source, damaged: 0 }, [], null, options);
    const dataset = { ...run.dataset, questions: 7, limit: undefined, accepted_only: undefined };
    // What is undefined stands in no JSON.
    const older = evaluationRunSchema.parse(JSON.parse(JSON.stringify({ ...run, dataset })));
    expect(settingsOfRun(older)).toEqual({ ...settings, limit: 7 });
    expect(settingsOfRun({ ...run, imported: { harness: "vlmevalkit", files: [] } })).toBeNull();
  });

  it("go on with a run as it was begun: nothing differs and nothing is asked twice", async () => {
    const set = await madeSet(makeFolder());
    const server = await knowing(set);
    const out = join(makeFolder(), "evaluation");
    const wishes = { settings: { limit: 9, input: "zoom" as const, family: "qwen2.5-vl" as const } };
    const { run } = await evaluated(optionsOf(set, server.url, out, wishes));
    const settings = settingsOfRun(run);
    const again = await evaluated({ ...optionsOf(set, server.url, out), ...(settings === null ? {} : { settings }) });
    expect(again.plan).toMatchObject({ done: 9, toAsk: 0 });
  });
});
