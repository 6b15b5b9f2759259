import { readFileSync } from "node:fs";
import fc from "fast-check";
import prettier from "prettier";
import { describe, expect, it } from "vitest";
import { readRunConfig } from "../../../src/core/launch/readRunConfig.js";
import { runConfigJsonSchema } from "../../../src/protocol/jobs/runConfigJsonSchema.js";

const least = {
  name: "a",
  method: "RL",
  engine: "verl-current",
  host: "gpu",
  model: { path: "m" },
  data: { train: "t.parquet" },
};

const issuesOf = (text: string) => {
  const read = readRunConfig(text);
  return read.kind === "issues" ? read.issues : [];
};

describe("a run configuration", () => {
  it("is read with what it leaves out filled in", () => {
    const read = readRunConfig(JSON.stringify(least));
    expect(read).toMatchObject({
      kind: "config",
      config: { nodes: 1, launcher: { kind: "host" }, validation: { before: true }, data: { onHost: false } },
    });
  });

  it("may have comments and trailing commas", () => {
    const text = `// why\n${JSON.stringify(least, null, 2).replace(/\n}$/, ",\n}")} /* end */`;
    expect(readRunConfig(text).kind).toBe("config");
  });

  it("names every key that is wrong, with its place in the text", () => {
    const written = { ...least, metod: "RL", nodes: 0, method: "rl", stages: [{ name: "a", step: 3 }] };
    const text = JSON.stringify(written, null, 2);
    const issues = issuesOf(text);
    const found = Object.fromEntries(
      issues.map(({ key, code, at }) => [key, [code, at === null ? null : text.slice(at).split(/[\n,]/)[0]]]),
    );
    expect(found).toEqual({
      metod: ["unknown-key", '"metod": "RL"'],
      nodes: ["bad-value", "0"],
      method: ["bad-value", '"rl"'],
      "stages.0.step": ["unknown-key", '"step": 3'],
    });
    expect(issues.find(one => one.key === "metod")?.values).toEqual(["metod", "method"]);
    expect(issues.find(one => one.key === "method")?.values).toEqual(["method", "SFT-S, SFT-R, RL, RARL"]);
  });

  it("names what is missing, and where it belongs", () => {
    const text = JSON.stringify({ ...least, model: {} });
    expect(issuesOf(text)).toEqual([
      { code: "missing", key: "model.path", values: ["model.path"], at: text.indexOf("{}") },
    ]);
  });

  it("lists the kinds of launchers and environments", () => {
    const text = JSON.stringify({ ...least, launcher: { kind: "k8s" }, environment: { activate: { kind: "poetry" } } });
    const issues = issuesOf(text);
    expect(issues.map(one => one.values)).toEqual([
      ["launcher.kind", "host, ray, slurm"],
      ["environment.activate.kind", "none, venv, conda, uv, docker"],
    ]);
  });

  it("refuses limits of pixels that no page can keep", () => {
    expect(issuesOf(JSON.stringify({ ...least, pixels: { min: 10, max: 5 } }))).toMatchObject([
      { code: "bad-value", key: "pixels.min" },
    ]);
  });

  it("says from where on it is no JSON", () => {
    expect(issuesOf('{"name": }')).toMatchObject([{ code: "not-json", at: 9 }]);
    expect(issuesOf("")).toMatchObject([{ code: "not-json", at: 0 }]);
    expect(issuesOf("[]")).toMatchObject([{ code: "not-an-object", at: 0 }]);
  });

  it("never throws, whatever the file holds", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map(value => JSON.stringify({ ...least, data: value })),
        ),
        text => {
          expect(["config", "issues"]).toContain(readRunConfig(text).kind);
        },
      ),
    );
  });
});

describe("the JSON schema of run configurations", () => {
  it("is what the code says (node scripts/runSchema.mjs writes it)", async () => {
    const text = await prettier.format(JSON.stringify(runConfigJsonSchema()), { parser: "json", printWidth: 120 });
    expect(readFileSync("media/loupe-run.schema.json", "utf8")).toBe(text);
  });

  it("describes every key", () => {
    const bare: string[] = [];
    const visit = (schema: unknown, path: string): void => {
      if (typeof schema !== "object" || schema === null) return;
      for (const [word, value] of Object.entries(schema) as [string, unknown][]) {
        if (word !== "properties") {
          visit(value, path);
          continue;
        }
        for (const [name, one] of Object.entries(value as Record<string, object>)) {
          const key = path === "" ? name : `${path}.${name}`;
          if (!("description" in one)) bare.push(key);
          visit(one, key);
        }
      }
    };
    visit(runConfigJsonSchema(), "");
    expect(bare).toEqual([]);
  });

  it("is contributed for *.loupe-run.json", () => {
    const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
      contributes: { jsonValidation: readonly { fileMatch: string; url: string }[] };
    };
    expect(manifest.contributes.jsonValidation).toContainEqual({
      fileMatch: "*.loupe-run.json",
      url: "./media/loupe-run.schema.json",
    });
  });
});
