import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { python, pythonPackages } from "../../scripts/pythonPackages.mjs";
import type { AskedExport } from "../../src/core/benchmark/export/exportOptions.js";
import type { QuestionRecord } from "../../src/core/benchmark/questionRecord.js";
import { exportBenchmark } from "../../src/node/benchmark/exportBenchmark.js";
import { writeMadeBenchmark } from "../fixtures/madeBenchmark.js";
import { trainerFolder } from "../unit/trainer/trainer.js";
import { missingPrograms } from "./lib/missingPrograms.js";

const missing = missingPrograms(["python3"]);

const rowsSchema = z.array(z.record(z.string(), z.unknown()));
const tableSchema = z.object({ rows: rowsSchema, types: z.record(z.string(), z.string()).optional() });
const readSchema = z.record(z.string(), z.record(z.string(), tableSchema));
type Tables = z.infer<typeof readSchema>;

/** Reads tables in one process, since the libraries take longer to load than the tables. */
function read(packages: string, cache: string, jobs: Readonly<Record<string, readonly [string, string]>>): Tables {
  const ran = spawnSync(python, ["-B", join(import.meta.dirname, "lib", "read_tables.py"), cache], {
    input: JSON.stringify(jobs),
    env: { ...process.env, PYTHONPATH: packages, HF_HUB_OFFLINE: "1", HF_HOME: cache },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (ran.status !== 0) throw new Error(ran.stderr.slice(-4000));
  return readSchema.parse(JSON.parse(ran.stdout.trimEnd().split("\n").at(-1) ?? ""));
}

async function exported(folder: string, name: string, asked: AskedExport): Promise<readonly string[]> {
  const out = join(folder, name);
  const result = await exportBenchmark({ folder, out, asked, version: "1.2.3", trainerFolder });
  if (result.kind !== "exported") throw new Error(JSON.stringify(result));
  return result.manifest.files.map(({ path }) => join(out, path)).filter(path => /\.(?:parquet|json|tsv)$/.test(path));
}

describe.skipIf(missing !== null)(`exports of a benchmark in the libraries that read them ${missing ?? ""}`, () => {
  let tables: Tables = {};
  let questions: readonly QuestionRecord[] = [];
  const folder = mkdtempSync(join(tmpdir(), "loupe-tables-"));
  beforeAll(async () => {
    const packages = await pythonPackages("tables");
    ({ questions } = await writeMadeBenchmark(folder));
    const paths: AskedExport = { to: "verl", splits: ["test"], images: "paths", input: "zoom", imageRoot: "/data/fg" };
    const [bytes = ""] = await exported(folder, "bytes", { to: "verl", splits: ["train"] });
    const [named = ""] = await exported(folder, "named", paths);
    const [chats = ""] = await exported(folder, "chats", { to: "llamafactory", splits: ["train"] });
    const [choices = "", open = ""] = await exported(folder, "tsv", { to: "vlmevalkit", circular: true });
    tables = read(packages, join(folder, "cache"), {
      ...{ bytes: ["parquet", bytes], named: ["parquet", named], chats: ["json", chats] },
      ...{ choices: ["tsv", choices], open: ["tsv", open] },
    });
  }, 900_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("are the same nested rows of verl to pyarrow, DuckDB and datasets", () => {
    const { pyarrow, duckdb, datasets } = tables["bytes"] ?? {};
    // DuckDB quotes names that are words of SQL.
    const types = Object.entries(duckdb?.types ?? {}).map(([name, type]) => [name, type.replaceAll('"', "")]);
    expect(Object.fromEntries(types)).toEqual({
      data_source: "VARCHAR",
      prompt: "STRUCT(role VARCHAR, content VARCHAR)[]",
      images: "STRUCT(bytes BLOB, path VARCHAR)[]",
      ability: "VARCHAR",
      reward_model: "STRUCT(style VARCHAR, ground_truth VARCHAR)",
      extra_info: expect.stringMatching(
        /^STRUCT\(split VARCHAR, index BIGINT, question_id VARCHAR, .* need_tools_kwargs BOOLEAN, tools_kwargs STRUCT\(image_zoom_in_tool STRUCT\(create_kwargs STRUCT\(image VARCHAR\)\)\)\)$/,
      ) as unknown,
      agent_name: "VARCHAR",
    });
    expect(pyarrow?.types?.["extra_info"]).toContain("index: int64");
    expect(duckdb?.rows).toEqual(pyarrow?.rows);
    expect(datasets?.rows).toEqual(pyarrow?.rows);
    const train = questions.filter(({ split }) => split === "train");
    expect(
      pyarrow?.rows.map(row => z.object({ question_id: z.string() }).parse(row["extra_info"]).question_id),
    ).toEqual(train.map(({ id }) => id));
  });

  it("name each image by a path where they are beside the data", () => {
    const { pyarrow } = tables["named"] ?? {};
    expect(pyarrow?.types?.["images"]).toBe("list<element: struct<image: string>>");
    expect(pyarrow?.rows[0]).toMatchObject({
      agent_name: "tool_agent",
      images: [{ image: "/data/fg/images/pg-0000000003.png" }],
      extra_info: {
        need_tools_kwargs: true,
        tools_kwargs: { image_zoom_in_tool: { create_kwargs: { image: "/data/fg/images/pg-0000000003.png" } } },
      },
    });
  });

  it("are one table of LLaMA-Factory's rows to datasets, each with as many places as images", () => {
    const rows = tables["chats"]?.["datasets"]?.rows ?? [];
    const rowSchema = z.object({
      messages: z.array(z.object({ role: z.string(), content: z.string() })),
      images: z.array(z.string()),
    });
    expect(rows).toHaveLength(14);
    for (const row of rows) {
      const { messages, images } = rowSchema.parse(row);
      expect(messages.map(({ role }) => role)).toEqual(["system", "user", "assistant"]);
      expect(messages[1]?.content.split("<image>")).toHaveLength(images.length + 1);
    }
  });

  it("lose no cell of a table to pandas: nothing is missing, nothing becomes a number", () => {
    const table = tables["choices"]?.["pandas"];
    expect(table?.types).toMatchObject({
      index: "int64",
      g_index: "int64",
      answer: "object",
      A: "object",
      D: "object",
    });
    const action = table?.rows.filter(row => row["category"] === "action_recognition") ?? [];
    expect(action.map(row => row["index"])).toEqual([1, 1_000_001, 2_000_001, 3_000_001]);
    // The option called True is a text, whichever column it stands in.
    expect(action.map(row => [row["answer"], row["A"], row["D"]])).toEqual([
      ["B", "sits", "“True”"],
      ["A", "runs", "sits"],
      ["D", "sleeps", "runs"],
      ["C", "“True”", "sleeps"],
    ]);
    const image = Buffer.from(z.string().parse(action[0]?.["image"]), "base64");
    expect(image.subarray(1, 4).toString()).toBe("PNG");
    expect(action.slice(1).map(row => row["image"])).toEqual(["1", "1", "1"]);
    const asked = tables["open"]?.["pandas"]?.rows ?? [];
    const wanted = questions.filter(({ split, answer_type: type }) => split === "test" && type !== "choice");
    expect(asked.map(row => row["our_id"])).toEqual(wanted.map(({ id }) => id));
  });
});
