import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "loupe-metrics-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What is made of a log from a byte on, when the end is told at once. */
function metricsOf(log: string | Buffer, offset = 0): readonly unknown[] {
  const [file, target, end] = ["log", "metrics.jsonl", "end"].map(name => join(folder, name));
  writeFileSync(file!, log);
  writeFileSync(target!, "");
  writeFileSync(end!, "");
  const args = ["src/trainer/console_metrics.py", file!, String(offset), target!, end!];
  const { status, stderr } = spawnSync("python3", args, { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  const text = readFileSync(target!, "utf8").trimEnd();
  return text === "" ? [] : text.split("\n").map((line): unknown => JSON.parse(line));
}

describe("metrics from a log", () => {
  it("are the numbers of verl's console lines, whatever Ray puts around them", () => {
    const lines = [
      "\x1b[36m(TaskRunner pid=12, ip=10.0.0.2)\x1b[0m step:3 - critic/score/mean:0.530 - actor/lr:1e-06 - n:4",
      "(TaskRunner pid=12) step:4 - critic/score/mean:np.float64(0.25) - timing_s/gen:np.int64(7)\r",
    ];
    expect(metricsOf(`${lines.join("\n")}\n`)).toEqual([
      { step: 3, data: { "critic/score/mean": 0.53, "actor/lr": 1e-6, n: 4 } },
      { step: 4, data: { "critic/score/mean": 0.25, "timing_s/gen": 7 } },
    ]);
  });

  it("hold null for what is not finite, as verl's own file does", () => {
    expect(metricsOf("step:1 - a:nan - b:inf - c:-inf - d:1\n")).toEqual([
      { step: 1, data: { a: null, b: null, c: null, d: 1 } },
    ]);
  });

  it("leave out lines that only look like them, and a last line that is being written", () => {
    const log = "the model wrote step:9 - reward:1\nstep:x - a:1\nTraining Progress: 3%\nstep:5 - a:1\nstep:6 - a:1.2";
    expect(metricsOf(log)).toEqual([{ step: 5, data: { a: 1 } }]);
  });

  it("begin where the start of the training began", () => {
    const before = "step:1 - a:1\n";
    expect(metricsOf(`${before}step:2 - a:2\n`, before.length)).toEqual([{ step: 2, data: { a: 2 } }]);
  });

  it("survive bytes that are no text and lines of megabytes", () => {
    const noise = Buffer.concat([
      Buffer.from([0xff, 0xfe, 0x0a]),
      Buffer.alloc(3 << 20, 0x41),
      Buffer.from("\nstep:2 - a:2\n"),
    ]);
    expect(metricsOf(noise)).toEqual([{ step: 2, data: { a: 2 } }]);
  });
});
