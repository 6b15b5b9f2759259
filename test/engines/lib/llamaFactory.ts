import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import sharp from "sharp";
import { python, pythonPackages } from "../../../scripts/pythonPackages.mjs";

const run = promisify(execFile);

/** Where Python finds a release of LLaMA-Factory: the older one lies over the newer, whose torch it takes. */
export interface Trainer {
  /** PYTHONPATH and PATH; nothing asks a hub. */
  readonly variables: Readonly<Record<string, string>>;
}

export async function getTrainer(release: "current" | "0.9.3"): Promise<Trainer> {
  const base = await pythonPackages("llama-factory");
  const folders = release === "current" ? [base] : [await pythonPackages("llama-factory-0.9.3"), base];
  const programs = [...folders.map(folder => join(folder, "bin")), process.env["PATH"] ?? ""];
  return {
    variables: {
      ...{ PYTHONPATH: folders.join(":"), PATH: programs.join(":") },
      ...{ HF_HUB_OFFLINE: "1", HF_DATASETS_OFFLINE: "1", OMP_NUM_THREADS: "1", TOKENIZERS_PARALLELISM: "false" },
    },
  };
}

/** Runs a script of this folder with a trainer's packages; gives what it printed. */
export async function runPython(
  trainer: Trainer,
  script: string,
  args: readonly string[],
  cwd: string,
): Promise<string> {
  const file = join(import.meta.dirname, script);
  const env = { ...process.env, ...trainer.variables };
  const { stdout } = await run(python, [file, ...args], { cwd, env, maxBuffer: 1 << 26 });
  return stdout;
}

/** Sizes of the pages of `writeData`, in its order. */
export const pageSizes = [
  { width: 300, height: 421 },
  { width: 640, height: 480 },
  { width: 1000, height: 1430 },
  { width: 90, height: 700 },
] as const;

/** Pages and conversations below a folder: `train.jsonl`, `validation.jsonl`, `pages/`. The last row has two images. */
export async function writeData(folder: string): Promise<void> {
  mkdirSync(join(folder, "pages"), { recursive: true });
  const made = pageSizes.map((size, at) => {
    const background = { r: 60 * at, g: 120, b: 200 };
    return sharp({ create: { ...size, channels: 3, background } })
      .png()
      .toFile(join(folder, "pages", `${at}.png`));
  });
  await Promise.all(made);
  const row = (question: string, images: readonly number[]) => ({
    task: images.length > 1 ? "character_identification" : "action_recognition",
    messages: [
      { role: "system", content: "You look at pages." },
      { role: "user", content: `${"<image>".repeat(images.length)}${question}` },
      { role: "assistant", content: "<think>It is blue.</think>\n<answer>A</answer>" },
    ],
    images: images.map(at => `${at}.png`),
  });
  const rows = [...pageSizes.map((_, at) => row(`What is ${at}? (A) run (B) sit`, [at])), row("The same?", [0, 1])];
  const text = rows.map(one => `${JSON.stringify(one)}\n`).join("");
  for (const name of ["train.jsonl", "validation.jsonl"]) writeFileSync(join(folder, name), text);
}
