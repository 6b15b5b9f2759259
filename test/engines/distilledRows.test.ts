import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { distilManifestSchema } from "../../src/core/distil/distilManifest.js";
import type { DistilRow } from "../../src/core/distil/distilRow.js";
import { traceRecordSchema } from "../../src/core/distil/traceRecord.js";
import { textTokens } from "../../src/core/launch/textTokens.js";
import { distillCommand } from "../../src/node/cli/distillCommand.js";
import { program, runProgram } from "../../src/node/cli/program.js";
import { prepareLaunch } from "../../src/node/launch/prepareLaunch.js";
import { writeDryRun } from "../../src/node/launch/writeDryRun.js";
import { trainerFolder } from "../remote/lib/trainerFolder.js";
import { thought } from "../unit/distil/madeTraces.js";
import { knowing, madeSet } from "../unit/evaluationRun/asking.js";
import { getTrainer, runPython } from "./lib/llamaFactory.js";

const rowsSchema = z.object({
  rows: z.array(
    z.object({
      ...{ tokens: z.number(), imageTokens: z.number(), marks: z.number() },
      ...{ text: z.string(), answer: z.string(), images: z.array(z.string()) },
    }),
  ),
});
type Understood = z.infer<typeof rowsSchema>["rows"][number];

const maxPixels = 100_352;
const factor = 28;

/** Asks a teacher of known answers with the zoom tool, and exports what is kept. Gives the folder. */
async function distilled(folder: string, style: "text" | "native"): Promise<string> {
  const set = await madeSet(join(folder, `bench-${style}`), 4);
  const thinking = ({ id }: { readonly id: string }, _: unknown, seed: number | null) =>
    thought(`${id}x${seed ?? 0}`, 60);
  const server = await knowing(set, { thinking, boxes: { convention: "norm1000_yxyx" } });
  const out = join(folder, `rows-${style}`);
  let told = "";
  const output = { out: () => undefined, err: (text: string) => void (told += text) };
  const args = [
    ...["distill", set.folder, "--endpoint", server.url, "--model", "gemini-2.5-pro", "--input", "zoom"],
    ...["--out", join(folder, `teacher-${style}`), "--no-probe", "--no-stream", "--attempts", "2"],
    ...["--tool-style", style, "--held-out", "page", "--judges", "1"],
    ...["--train-pixels", String(maxPixels), "--export", out],
  ];
  const code = await runProgram(program("0", output, [distillCommand("0", output)]), args, output);
  if (code !== 0) throw new Error(told);
  return out;
}

const rowsIn = (out: string): readonly DistilRow[] =>
  JSON.parse(readFileSync(join(out, "distilled_sft_r.json"), "utf8")) as readonly DistilRow[];

/**
 * The rows of `loupe distill`, as LLaMA-Factory itself reads them: its loader, its template, its image processor. The
 * tokenizer is one of single bytes, so that only what is not text can be compared with the estimate.
 */
describe.each([
  { release: "current", engine: "llama-factory", style: "text" },
  { release: "0.9.3", engine: "llama-factory-0.9.3", style: "native" },
] as const)(
  "zoom trajectories for LLaMA-Factory $release, of a teacher with $style calls",
  ({ release, engine, style }) => {
    let folder = "";
    let exported: readonly DistilRow[] = [];
    let understood: readonly Understood[] = [];
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "loupe-distilled-"));
      const out = await distilled(folder, style);
      exported = rowsIn(out);
      const trainer = await getTrainer(release);
      await runPython(trainer, "tiny_model.py", [join(folder, "model")], folder);
      const config = {
        ...{ name: "sft-r", method: "SFT-R", engine, host: "gpu-1", gpus: { perNode: 1 } },
        model: { path: join(folder, "model"), contextTokens: 32_768 },
        data: { train: join(out, "distilled_sft_r.json"), images: out },
        ...{ pixels: { max: maxPixels }, hyper: { cutoffTokens: 16_384 } },
        extra: { use_cpu: true, bf16: false, deepspeed: null, preprocessing_num_workers: 1, dataloader_num_workers: 0 },
      };
      const file = join(folder, "sft-r.loupe-run.json");
      writeFileSync(file, JSON.stringify(config));
      const options = { text: null, isTrusted: true, isCounted: true, resumeFrom: null, trainerFolder, strategies: [] };
      const read = await prepareLaunch(file, options);
      if (read.kind !== "draft") throw new Error(JSON.stringify(read.issues));
      expect(read.draft.findings.filter(({ level }) => level === "error")).toEqual([]);
      expect(read.draft.findings).toContainEqual(expect.objectContaining({ code: "alike", level: "good" }));
      const run = join(folder, "run");
      await writeDryRun(read.draft, run, trainerFolder);
      const printed = (await runPython(trainer, "read_by_trainer.py", [], run)).trim().split("\n").at(-1) ?? "";
      understood = rowsSchema.parse(JSON.parse(printed)).rows;
    }, 3_600_000);
    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    it("every row is taken, with as many images as places for them, and several turns are learnt", () => {
      expect(understood).toHaveLength(exported.length);
      expect(exported.some(({ images }) => images.length >= 3)).toBe(true);
      for (const [at, { messages, images }] of exported.entries()) {
        const row = understood[at];
        const places = messages.reduce((sum, { content }) => sum + content.split("<image>").length - 1, 0);
        expect([places, row?.images.length]).toEqual([images.length, images.length]);
        for (const { role, content } of messages) {
          for (const part of content.split("<image>")) expect(row?.text).toContain(part);
          if (role === "assistant") expect(row?.answer).toContain(content);
        }
      }
    });

    it("images have the tokens of their own grid: nothing is made larger or smaller again", async () => {
      for (const [at, { images }] of exported.entries()) {
        const sizes = await Promise.all(images.map(path => sharp(join(folder, `rows-${style}`, path)).metadata()));
        const wanted = sizes.reduce((sum, { width, height }) => sum + (width / factor) * (height / factor), 0);
        expect(understood[at]?.imageTokens).toBe(wanted);
      }
    });

    it("a row has no more tokens than our estimate, as far as it does not hang on the tokenizer", () => {
      const out = join(folder, `rows-${style}`);
      const traces = readFileSync(join(out, "traces.jsonl"), "utf8").trimEnd().split("\n");
      const estimates = new Map(
        traces
          .map(line => traceRecordSchema.parse(JSON.parse(line)))
          .flatMap(({ export: place }) => (place === null ? [] : [[place.row, place.tokens] as const])),
      );
      for (const [at, { messages }] of exported.entries()) {
        const text = textTokens(messages.map(({ content }) => content.replaceAll("<image>", "")).join("\n"));
        const { high = 0 } = estimates.get(at) ?? {};
        const { imageTokens = 0, marks = 0 } = understood[at] ?? {};
        // Around a message: its two marks, the word of its role and two ends of lines; Qwen's own tokenizer has one for each.
        const around = marks + 3 * messages.length;
        expect(imageTokens + around).toBeLessThanOrEqual(high - text.high);
        expect(imageTokens).toBeGreaterThan(high - text.high - around - 8 * messages.length);
      }
      const manifest = distilManifestSchema.parse(JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")));
      expect(manifest.tokens.longest).toBe(Math.max(...[...estimates.values()].map(({ high }) => high)));
    });
  },
);
