import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { spawn } from "node:child_process";
import { shellWord } from "../../../src/core/launch/shellWord.js";
import type { RunPlan } from "../../../src/core/launch/runPlan.js";

/** A start of the stand-in trainer, as it was called. */
export interface TrainerStart {
  readonly args: readonly string[];
  readonly metrics: string;
}

/**
 * Stands for `python3 -m verl.trainer.main_ppo` and `verl.model_merger`: counts steps on from the last checkpoint, writes
 * metrics, and a checkpoint at the last step and every save_freq, the marker last. `dies`: a stage and the step before
 * which it is killed, once. `waits`: the same, and it waits there until the file is gone.
 */
const trainer = String.raw`const fs = require("node:fs");
const path = require("node:path");
const [, wanted, ...args] = process.argv.slice(2);
const note = line => fs.appendFileSync(path.join(__dirname, "starts.jsonl"), JSON.stringify(line) + "\n");
if (wanted === "verl.model_merger") {
  const target = args[args.indexOf("--target_dir") + 1];
  const source = args[args.indexOf("--local_dir") + 1];
  if (!fs.existsSync(source)) process.exit(3);
  fs.mkdirSync(target, { recursive: true });
  fs.writeFileSync(path.join(target, "model.safetensors"), source);
  note({ args: ["merge", source, target], metrics: "" });
  process.exit(0);
}
const value = key => {
  const word = args.find(arg => arg.startsWith(key + "=")).slice(key.length + 1);
  if (!word.startsWith("'")) return word;
  return word.slice(1, -1).replace(/(\\+)('|$)/g, (_, escapes, next) => "\\".repeat(escapes.length / 2) + next);
};
const metrics = process.env.VERL_FILE_LOGGER_PATH;
note({ args, metrics });
const folder = value("trainer.default_local_dir");
const last = Number(value("trainer.total_training_steps"));
const every = Number(value("trainer.save_freq"));
const marker = path.join(folder, "latest_checkpointed_iteration.txt");
const dies = fs.existsSync(path.join(__dirname, "dies")) ? fs.readFileSync(path.join(__dirname, "dies"), "utf8").split(" ") : null;
let step = fs.existsSync(marker) ? Number(fs.readFileSync(marker, "utf8")) : 0;
fs.writeFileSync(metrics, "");
while (step < last) {
  step += 1;
  if (dies && folder.includes(dies[0]) && step === Number(dies[1])) {
    fs.rmSync(path.join(__dirname, "dies"));
    process.kill(process.pid, "SIGKILL");
  }
  const waits = path.join(__dirname, "waits");
  const [place, at] = fs.existsSync(waits) ? fs.readFileSync(waits, "utf8").split(" ") : [];
  // Says that it waits, and goes on when the file is gone.
  if (place && folder.includes(place) && step === Number(at)) fs.writeFileSync(path.join(__dirname, "waiting"), "");
  while (place && folder.includes(place) && step === Number(at) && fs.existsSync(waits))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  const isFork = args.some(arg => arg.startsWith("trainer.logger=") && arg.includes("rl_logging_board"));
  if (isFork) process.stdout.write("(TaskRunner pid=7) step:" + step + " - critic/score/mean:" + step + ".500 - x:nan\n");
  else fs.appendFileSync(metrics, JSON.stringify({ step, data: { "critic/score/mean": step } }) + "\n");
  if (fs.existsSync(path.join(__dirname, "forgets"))) continue;
  if (step === last || step % every === 0) {
    fs.mkdirSync(path.join(folder, "global_step_" + step, "actor", "huggingface"), { recursive: true });
    fs.writeFileSync(path.join(folder, "global_step_" + step, "actor", "huggingface", "model.safetensors"), "");
    fs.writeFileSync(marker, String(step));
  }
}
`;

/** Puts the stand-in where it is found before the real Python; returns the folder for PATH. */
export function writeStandIn(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "trainer.cjs"), trainer);
  // Other programs of the run folder are run by the real one.
  const other = `[ "$1" = -m ] || PATH=\${PATH#*:} exec python3 "$@"`;
  const start = `#!/bin/sh\n${other}\nexec ${shellWord(process.execPath)} "\${0%/*}/trainer.cjs" "$@"\n`;
  writeFileSync(join(folder, "python3"), start, { mode: 0o755 });
  return folder;
}

export function startsOf(standIn: string): readonly TrainerStart[] {
  const file = join(standIn, "starts.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line): TrainerStart => JSON.parse(line) as TrainerStart);
}

/** What a start was told of a key, as Hydra's word. */
export function toldOf({ args }: TrainerStart, key: string): string | undefined {
  return args.find(arg => arg.replace(/^\+/, "").startsWith(`${key}=`))?.replace(/^[^=]*=/, "");
}

export function writePlan(plan: RunPlan, folder: string): void {
  for (const { path, text, isExecutable } of plan.files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: isExecutable ? 0o755 : 0o644 });
  }
}

export interface Ending {
  readonly code: number | null;
  readonly out: string;
}

/** Runs command.sh of a written plan as the wrapper does: in the run folder, with a shell, its output in `log`. */
export function runCommand(folder: string, standIn: string, shell = "sh"): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PATH: `${standIn}:${process.env["PATH"] ?? ""}`, LOUPE_RUN_DIR: folder };
    const [program = "sh", ...words] = shell.split(" ");
    const log = join(folder, "log");
    const from = existsSync(log) ? readFileSync(log).length : 0;
    const out = openSync(log, "a");
    const child = spawn(program, [...words, join(folder, "command.sh")], {
      ...{ cwd: folder, env, stdio: ["ignore", out, out] },
    });
    closeSync(out);
    child.once("error", reject);
    child.once("close", code => resolve({ code, out: readFileSync(log).subarray(from).toString() }));
  });
}

export const filesIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);
