import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { distilManifestSchema } from "../../../src/core/distil/distilManifest.js";
import { traceRecordSchema } from "../../../src/core/distil/traceRecord.js";
import { messagesShape } from "../../../src/core/launch/datasetInfo.js";
import { readSftRow } from "../../../src/core/launch/sftRow.js";
import { zoomToolText } from "../../../src/core/launch/zoomToolText.js";
import type { Output } from "../../../src/node/cli/output.js";
import { distillCommand } from "../../../src/node/cli/distillCommand.js";
import { type DistillOutput, distillOutput } from "../../../src/node/cli/distillOutput.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { knowing, type Made, madeSet } from "../evaluationRun/asking.js";
import { thought } from "./madeTraces.js";

const makeFolder = temporaryFolder();

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function distill(...args: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const output: Output = { out: text => void (out += text), err: text => void (err += text) };
  const code = await runProgram(
    program("0.0.0", output, [distillCommand("0.0.0", output)]),
    ["distill", ...args],
    output,
  );
  return { code, out, err };
}

async function distilled(...args: readonly string[]): Promise<Extract<DistillOutput, { kind: "distilled" }>> {
  const ran = await distill(...args, "--json");
  if (ran.out === "") throw new Error(ran.err);
  const value = distillOutput.parse(JSON.parse(ran.out));
  if (value.kind !== "distilled") throw new Error(value.kind);
  return value;
}

/** A teacher that is right, reasons at length and in other words each time, and zooms to the targets. */
async function teacher(set: Made, more: Parameters<typeof knowing>[1] = {}) {
  const thinking = ({ id }: { readonly id: string }, _: unknown, seed: number | null) =>
    thought(`${id}x${seed ?? 0}`, 60);
  const server = await knowing(set, { thinking, boxes: { convention: "norm1000_yxyx" }, ...more });
  const asking = (out: string) => [
    ...[
      set.folder,
      "--endpoint",
      server.url,
      "--model",
      "gemini-2.5-pro",
      "--out",
      out,
      "--no-probe",
      "--attempts",
      "2",
    ],
    ...["--no-stream", "--held-out", "page", "--judges", "1"],
  ];
  return { server, asking };
}

interface Row {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly images: readonly string[];
  readonly prediction_id: string;
  readonly zooms: number;
}

const rowsIn = (folder: string, name = "distilled_sft_r.json"): readonly Row[] =>
  JSON.parse(readFileSync(join(folder, name), "utf8")) as readonly Row[];
const manifestIn = (folder: string) =>
  distilManifestSchema.parse(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")));
const tracesIn = (folder: string) =>
  readFileSync(join(folder, "traces.jsonl"), "utf8")
    .split("\n")
    .slice(0, -1)
    .map(line => traceRecordSchema.parse(JSON.parse(line)));

function runFile(folder: string, changes: object = {}): string {
  const path = join(folder, "next.loupe-run.json");
  const config = {
    ...{
      name: "next",
      method: "RARL",
      engine: "verl-current",
      host: "local",
      model: { path: "m" },
      data: { train: "t" },
    },
    ...{ pixels: { max: 200_704 }, ...changes },
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

describe("loupe distill", () => {
  it.each([
    ["in text", "text"],
    ["as a function", "native"],
  ])("writes zoom trajectories of a teacher who calls %s as the student is asked", async (_, style) => {
    const set = await madeSet(makeFolder(), 4);
    const { server, asking } = await teacher(set);
    const [out, rows] = [join(makeFolder(), "teacher"), join(makeFolder(), "rows")];
    const next = runFile(makeFolder());
    const wishes = ["--input", "zoom", "--tool-style", style, "--export", rows, "--for", next];
    const value = await distilled(...asking(out), ...wishes);
    expect(server.problems).toEqual([]);
    expect(value.asked?.stop).toBe(null);
    expect(value.export?.rows).toBeGreaterThan(0);
    expect(value.export?.rows).toBe(value.funnel.kept);
    const exported = rowsIn(rows);
    for (const row of exported) {
      const read = readSftRow(row, messagesShape);
      expect(read.problem).toBe(null);
      expect(read.images).toHaveLength(row.zooms + 1);
      expect(row.messages[0]?.content).toContain(zoomToolText);
      const calls = row.messages.filter(
        ({ content }) => content.includes("</tool_call>\n") || content.endsWith("</tool_call>"),
      );
      expect(calls.filter(({ role }) => role === "assistant")).toHaveLength(row.zooms);
      expect(row.messages[0]?.content).not.toContain("Let the reasoning be such");
      for (const image of row.images) {
        const { width, height } = await sharp(join(rows, image)).metadata();
        expect([width % 28, height % 28]).toEqual([0, 0]);
        expect(width * height).toBeLessThanOrEqual(200_704);
      }
    }
    expect(exported.some(({ zooms }) => zooms > 0)).toBe(true);
    expect(manifestIn(rows).teacher?.returned).toEqual(["known-model-2026-01-01"]);
    expect(value.findings.map(({ code }) => code)).toEqual(["alike"]);
  });

  it("counts a box of the teacher's thousandths in the student's pixels, where the same part is cropped", async () => {
    const set = await madeSet(makeFolder(), 4);
    const { asking } = await teacher(set);
    const [out, rows] = [join(makeFolder(), "teacher"), join(makeFolder(), "rows")];
    await distilled(...asking(out), "--input", "zoom", "--export", rows);
    const row = rowsIn(rows).find(({ zooms }) => zooms > 0);
    const call = row?.messages.find(({ role, content }) => role === "assistant" && content.includes("<tool_call>"));
    const box =
      /"bbox_2d":\[(\d+),(\d+),(\d+),(\d+)\]/
        .exec(call?.content ?? "")
        ?.slice(1)
        .map(Number) ?? [];
    const page = await sharp(join(rows, row?.images[0] ?? "")).metadata();
    const predictions = readFileSync(join(out, "predictions.jsonl"), "utf8")
      .split("\n")
      .filter(line => line !== "");
    const mine = predictions.map(
      line => JSON.parse(line) as { id: string; turns: { tool: { requested: number[] } | null }[] },
    );
    const asked = mine.find(({ id }) => id === row?.prediction_id)?.turns.find(({ tool }) => tool !== null)
      ?.tool?.requested;
    // Pages are 400 x 600.
    const scale = [page.width / 400, page.height / 600, page.width / 400, page.height / 600];
    expect(box).toEqual(asked?.map((side, at) => Math.round(side * (scale[at] ?? 0))));
  });

  it("asks nothing for other thresholds, and gives the same bytes for the same ones", async () => {
    const set = await madeSet(makeFolder(), 4);
    const { server, asking } = await teacher(set);
    const out = join(makeFolder(), "teacher");
    const first = await distilled(...asking(out));
    const sent = server.ledger.length;
    const again = await distilled(out, "--held-out", "page", "--judges", "1", "--funnel");
    expect(again.funnel).toEqual(first.funnel);
    const strict = await distilled(out, "--held-out", "page", "--judges", "1", "--least-words", "1000");
    expect(strict.funnel.kept).toBe(0);
    expect(server.ledger).toHaveLength(sent);
    const folders = [join(makeFolder(), "rows"), join(makeFolder(), "rows")];
    for (const folder of folders) await distilled(out, "--held-out", "page", "--judges", "1", "--export", folder);
    const bytes = (folder: string) =>
      ["distilled_sft_r.json", "traces.jsonl", "manifest.json", "dataset_info.json"].map(name =>
        readFileSync(join(folder, name), "utf8"),
      );
    expect(bytes(folders[0] ?? "")).toEqual(bytes(folders[1] ?? ""));
    // What is other than in an export is told by trace and by threshold.
    const [against = ""] = folders;
    const told = ["--held-out", "page", "--judges", "1", "--against", against];
    const same = await distilled(out, ...told);
    expect(same.difference).toMatchObject({ gained: [], lost: [], moved: 0, same: first.funnel.traces, options: [] });
    const fewer = await distilled(out, ...told, "--least-words", "1000");
    expect(fewer.difference?.lost).toHaveLength(first.funnel.kept);
    expect(fewer.difference?.lost.every(({ before, after }) => before === null && after === "short")).toBe(true);
    expect(fewer.difference?.options).toEqual([{ key: "leastWords", before: 40, after: 1000 }]);
    const text = await distill(out, ...told, "--least-words", "1000");
    expect(text.out).toContain(`${first.funnel.kept} no longer (${first.funnel.kept} short)`);
    expect(text.out).toContain("leastWords: 40 → 1000");
    expect(text.out).toMatch(/by their attempts: 0 right: 0 of \d+, 1 right: 0 of \d+, 2 right: 0 of \d+/);
    expect((await distill(out, "--against", out)).err).toContain("is no export of traces");
    // An export takes the place of an earlier one.
    await distilled(out, "--held-out", "page", "--judges", "1", "--export", folders[0] ?? "", "--per-task", "1");
    const rows = rowsIn(folders[0] ?? "");
    expect(rows.length).toBe(manifestIn(folders[0] ?? "").rows);
  });

  it("says of every trace why it is in the data or not", async () => {
    const set = await madeSet(makeFolder(), 4);
    const { asking } = await teacher(set, {
      outcomeOf: (question, seed) =>
        (seed ?? 0) % 2 === 0 && question.task !== "depth_comparison" ? "correct" : "wrong",
    });
    const [out, folder] = [join(makeFolder(), "teacher"), join(makeFolder(), "rows")];
    const value = await distilled(...asking(out), "--export", folder);
    const traces = tracesIn(folder);
    expect(traces).toHaveLength(value.funnel.traces);
    expect(traces.filter(({ export: row }) => row !== null)).toHaveLength(value.export?.rows ?? -1);
    for (const { kept, dropped_by: reason, filters, export: row } of traces) {
      expect(kept).toBe(reason === null);
      expect(filters.find(({ code }) => code !== null)?.code ?? null).toBe(reason);
      if (row !== null) expect(kept).toBe(true);
    }
    const rows = rowsIn(folder);
    for (const { export: place, teacher: asked } of traces) {
      expect(asked).toMatchObject({ prompt_sha256: expect.any(String) as string, saw_answer: false });
      if (place === null) continue;
      expect(place.images).toBe(rows[place.row]?.images.length);
      expect(place.tokens.low).toBeLessThanOrEqual(place.tokens.high);
    }
    const manifest = manifestIn(folder);
    expect(manifest.teacher).toMatchObject({
      input: "page",
      tool: null,
      sampling: { temperature: 0.6, top_p: 0.95, attempts: 2 },
    });
    const depth = value.funnel.rows.find(({ task }) => task === "depth_comparison");
    expect([depth?.kept, depth?.dropped]).toEqual([0, { wrong: depth?.traces }]);
  });

  it("takes the benchmark's own answers without a teacher", async () => {
    const set = await madeSet(makeFolder(), 4);
    const folder = join(makeFolder(), "rows");
    const value = await distilled(set.folder, "--method", "SFT-S", "--held-out", "page", "--export", folder);
    const training = set.questions.filter(({ split }) => split === "train");
    expect(value.export?.rows).toBe(training.length);
    for (const { messages, images } of rowsIn(folder, "distilled_sft_s.json")) {
      expect(messages.at(-1)?.content).toMatch(/^<answer>.+<\/answer>$/);
      for (const image of images) expect(existsSync(join(folder, image))).toBe(true);
    }
    expect(manifestIn(folder).teacher).toBe(null);
    const linted = await distill(folder, "--lint", runFile(makeFolder(), { method: "RL", pixels: {} }));
    expect([linted.code, linted.err]).toEqual([0, expect.stringContaining("answers without reasoning")]);
  });

  it("finds rows that the run asks in other words, in another grid or with another tool", async () => {
    const set = await madeSet(makeFolder(), 4);
    const { asking } = await teacher(set);
    const [out, rows] = [join(makeFolder(), "teacher"), join(makeFolder(), "rows")];
    await distilled(...asking(out), "--export", rows);
    const codes = async (changes: object) => {
      const ran = await distill(rows, "--lint", runFile(makeFolder(), changes), "--json");
      const value = distillOutput.parse(JSON.parse(ran.out));
      return { code: ran.code, codes: value.kind === "linted" ? value.findings.map(({ code }) => code) : [] };
    };
    const alike = { method: "RL", pixels: {}, data: { train: "t", tasks: ["action_recognition"] } };
    expect(await codes(alike)).toEqual({ code: 0, codes: ["alike"] });
    expect(await codes({ ...alike, pixels: { max: 1_000_000 } })).toEqual({ code: 3, codes: ["pixels-differ"] });
    expect(await codes({ ...alike, prompt: { system: "Look." } })).toEqual({ code: 3, codes: ["system-differs"] });
    expect((await codes({ ...alike, method: "RARL" })).codes).toEqual(["system-differs", "tool-only-there"]);
    expect((await codes({ ...alike, method: "SFT-R", engine: "llama-factory" })).codes).toEqual(["alike"]);
    const panels = join(makeFolder(), "panels");
    await distilled(...asking(join(makeFolder(), "panels-teacher")), "--input", "panel", "--export", panels);
    const ofPanels = await distill(panels, "--lint", runFile(makeFolder(), alike));
    expect([ofPanels.code, ofPanels.err]).toEqual([3, expect.stringContaining("panels alone")]);
    expect((await codes({ ...alike, method: "SFT-S", engine: "llama-factory" })).codes).toEqual(["method-differs"]);
  });

  it("counts what would be asked, and refuses what cannot be", async () => {
    const set = await madeSet(makeFolder(), 4);
    const { server, asking } = await teacher(set);
    const out = join(makeFolder(), "teacher");
    const dry = await distill(...asking(out), "--dry-run", "--json");
    expect(distillOutput.parse(JSON.parse(dry.out))).toMatchObject({ kind: "planned", done: 0 });
    expect(server.ledger).toEqual([]);
    expect((await distill(set.folder)).err).toContain("--model is missing");
    expect((await distill(set.folder, "--funnel")).err).toContain("has no evaluation.json");
    expect((await distill(set.folder, "--lint", runFile(makeFolder()))).err).toContain("--lint wants");
  });

  it("gives traces to read without a word of the filters, and keeps what a person decides", async () => {
    const set = await madeSet(makeFolder(), 4);
    const { server, asking } = await teacher(set);
    const out = join(makeFolder(), "teacher");
    const first = await distilled(...asking(out));
    const sent = server.ledger.length;
    const stored = [out, "--held-out", "page", "--judges", "1"];
    const ran = await distill(...stored, "--sample", "2", "--json");
    const sample = distillOutput.parse(JSON.parse(ran.out));
    if (sample.kind !== "sample") throw new Error(sample.kind);
    expect(ran.out).not.toMatch(/"kept|"dropped|"filters/);
    const tasks = new Set(sample.traces.map(({ task }) => task));
    expect(sample.traces.length).toBeLessThanOrEqual(4 * tasks.size);
    const again = await distill(...stored, "--sample", "2", "--json");
    expect(again.out).toBe(ran.out);
    const depth = sample.traces.filter(({ task }) => task === "depth_comparison").map(({ prediction_id: id }) => id);
    const rejected = await distilled(...stored, "--reject", depth.join(","), "--reviewer", "ada", "--reason", "no");
    const row = rejected.funnel.rows.find(({ task }) => task === "depth_comparison");
    expect(row?.dropped.rejected).toBeGreaterThan(0);
    expect(rejected.read).toMatchObject([
      { task: "depth_comparison", keptBad: rejected.read[0]?.keptRead, droppedGood: 0 },
    ]);
    // The last decision holds; nothing was asked for any of it.
    const accepted = await distilled(...stored, "--accept", depth.join(","), "--reviewer", "ada");
    expect(accepted.funnel.kept).toBe(first.funnel.kept);
    expect(accepted.read[0]?.keptBad).toBe(0);
    expect(readFileSync(join(out, "trace-reviews.jsonl"), "utf8").split("\n")).toHaveLength(2 * depth.length + 1);
    expect((await distill(...stored, "--accept", "nobody")).err).toContain("no prediction nobody");
    expect(server.ledger).toHaveLength(sent);
  });
});
