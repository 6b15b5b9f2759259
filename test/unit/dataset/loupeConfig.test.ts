import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { loupeConfigSchema, readLoupeConfig } from "../../../src/core/dataset/loupeConfig.js";

/** Keywords that help a person and change nothing about what is valid. */
const remarks = new Set(["title", "description", "examples", "default", "enumDescriptions"]);

function bare(schema: unknown, isNames = false): unknown {
  if (Array.isArray(schema)) return schema.map(item => bare(item));
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => isNames || !remarks.has(key))
      .map(([key, value]) => [key, bare(value, key === "properties" && !isNames)]),
  );
}

describe("loupe.json", () => {
  it("has a JSON schema that says what the code reads", () => {
    const file: unknown = JSON.parse(readFileSync("media/loupe.schema.json", "utf8"));
    const made = z.toJSONSchema(loupeConfigSchema, { target: "draft-7", io: "input" });
    // The last two are for editors: the file is read as they say.
    expect(bare(file)).toEqual(bare({ ...made, allowComments: true, allowTrailingCommas: true }));
  });

  it("has a description for every key", () => {
    const file = z
      .object({ properties: z.record(z.string(), z.looseObject({ description: z.string() })) })
      .parse(JSON.parse(readFileSync("media/loupe.schema.json", "utf8")));
    expect(Object.keys(file.properties)).toEqual(Object.keys(loupeConfigSchema.shape));
  });

  it("is read whole", () => {
    const config = {
      datasets: ["questions.jsonl", "../train.parquet"],
      imageRoots: ["pages"],
      pathPrefixes: { "/mnt/data/": "./" },
      columns: { questionId: "qid", targets: "extra_info.boxes" },
      space: "model",
      resize: { minPixels: 3136, maxPixels: 589824, factor: 28 },
    };
    expect(readLoupeConfig(JSON.stringify(config))).toEqual({ config, problems: [] });
    expect(readLoupeConfig("{}")).toEqual({ config: {}, problems: [] });
  });

  it("names every key that is wrong and uses the rest", () => {
    const text = JSON.stringify({
      datasets: ["a.jsonl", 3],
      imageRoots: ["pages"],
      space: "pixels",
      dataset: "a.jsonl",
      columns: { image: "page", questionID: "qid", answer: 1 },
      resize: { factor: 0, maxPixels: 100 },
    });
    const { config, problems } = readLoupeConfig(text);
    expect(config).toEqual({ imageRoots: ["pages"], columns: { image: "page" }, resize: { maxPixels: 100 } });
    expect(problems).toHaveLength(6);
    expect(problems).toEqual(
      expect.arrayContaining([
        { code: "invalid", key: "datasets.1" },
        { code: "invalid", key: "space" },
        { code: "unknown-key", key: "dataset" },
        { code: "unknown-key", key: "columns.questionID" },
        { code: "invalid", key: "columns.answer" },
        { code: "invalid", key: "resize.factor" },
      ]),
    );
  });

  it("refuses limits that exclude each other", () => {
    const { config, problems } = readLoupeConfig('{"resize": {"minPixels": 10, "maxPixels": 5}}');
    expect([config, problems]).toEqual([{}, [{ code: "invalid", key: "resize.minPixels" }]]);
  });

  it("says where it stops being JSON", () => {
    expect(readLoupeConfig('{"space": }').problems).toEqual([{ code: "not-json", at: 10 }]);
    expect(readLoupeConfig("[]").problems).toEqual([{ code: "not-an-object" }]);
  });
});
