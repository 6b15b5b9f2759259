import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { launchCommands } from "../../../src/node/cli/launchCommands.js";
import { launchOutput } from "../../../src/node/cli/launchOutput.js";
import { preflightOutput } from "../../../src/node/cli/preflightOutput.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { filesWith } from "../../fixtures/filesWith.js";

const trainerFolder = join(import.meta.dirname, "../../../src/trainer");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "loupe-launch-"));
  process.env["LOUPE_STORAGE"] = join(folder, "storage");
  process.env["LOUPE_RUN_ROOT"] = join(folder, "runs");
  const row = {
    task: "action_recognition",
    messages: [
      { role: "user", content: "A?" },
      { role: "assistant", content: "A" },
    ],
  };
  writeFileSync(join(folder, "train.jsonl"), `${JSON.stringify(row)}\n`);
});
afterEach(() => {
  delete process.env["LOUPE_STORAGE"];
  delete process.env["LOUPE_RUN_ROOT"];
  // A run that has just ended takes leave of its folder.
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

/** Runs `loupe` in this process, as the bundle does. */
async function loupe(...args: readonly string[]) {
  let out = "";
  let err = "";
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const code = await runProgram(program("0", output, launchCommands(trainerFolder, output)), args, output);
  return { code, out, err };
}

function config(changes: object = {}): string {
  const all = {
    ...{
      name: "sft-lora",
      method: "SFT-S",
      engine: "llama-factory",
      host: "no-such-host.invalid",
      gpus: { perNode: 4 },
    },
    model: { path: "Qwen/Qwen2.5-VL-7B-Instruct", finetuning: "lora" },
    data: { train: "train.jsonl" },
    ...changes,
  };
  const file = join(folder, "sft.loupe-run.json");
  writeFileSync(file, JSON.stringify(all, null, 2));
  return file;
}

describe("loupe launch", () => {
  it("writes everything in a dry run, and asks no host", async () => {
    const out = join(folder, "out");
    const { code, out: said } = await loupe("launch", config(), "--dry-run", "--out", out, "--json");
    expect(code).toBe(0);
    const made = launchOutput.parse(JSON.parse(said));
    expect(made).toMatchObject({ state: "dry-run", host: "no-such-host.invalid", folder: out });
    expect(made.files).toContain("data/train.jsonl");
    for (const file of made.files) expect(existsSync(join(out, file))).toBe(true);
    expect(readFileSync(join(out, "sft.yaml"), "utf8")).toContain("finetuning_type: lora");
  });

  it("ends with 3 when a finding forbids it, in a dry run too", async () => {
    const { code, out } = await loupe(
      "launch",
      config({ gpus: { perNode: 3 } }),
      "--dry-run",
      "--out",
      join(folder, "out"),
    );
    expect(code).toBe(3);
    expect(out).toContain("error   A batch of 16 cannot be made by 3 GPUs × 1 rows");
  });

  it("names the line and column of each bad key, and ends with 1", async () => {
    const { code, err } = await loupe("launch", config({ methd: 1 }), "--dry-run", "--out", join(folder, "out"));
    expect(code).toBe(1);
    expect(err).toMatch(/sft\.loupe-run\.json:\d+:\d+: There is no key methd; the nearest is method\./);
  });

  it("says which options belong together", async () => {
    expect(await loupe("launch", config(), "--dry-run")).toMatchObject({ code: 2 });
    expect(await loupe("launch", config(), "--out", folder)).toMatchObject({ code: 2 });
    expect(await loupe("launch", join(folder, "none.loupe-run.json"))).toMatchObject({ code: 1 });
  });

  it("needs the values of secrets in its environment, and has them in no file of a dry run", async () => {
    const file = config({ host: "local", environment: { secrets: ["LOUPE_TEST_TOKEN"] } });
    const { code, err } = await loupe("launch", file, "--yes");
    expect([code, err]).toEqual([1, expect.stringContaining("LOUPE_TEST_TOKEN: set it in the environment")]);
  });

  it("starts nothing that is forbidden by the host", async () => {
    const { code, out } = await loupe("launch", config({ host: "local" }), "--yes", "--json");
    expect(code).toBe(3);
    const made = launchOutput.parse(JSON.parse(out));
    expect(made.state).toBe("refused");
    expect(made.findings.some(({ level }) => level === "error")).toBe(true);
    expect(existsSync(join(folder, "runs"))).toBe(false);
  });
});

/** A trainer that tells what it was given; its packages are known by their metadata. */
function standInTrainer(): Readonly<Record<string, string>> {
  const [bin, packages] = [join(folder, "bin"), join(folder, "packages")];
  mkdirSync(bin);
  writeFileSync(join(bin, "llamafactory-cli"), '#!/bin/sh\necho "trained with $LOUPE_TEST_TOKEN"\n', { mode: 0o755 });
  for (const [name, version] of Object.entries({ llamafactory: "0.9.5", torch: "2.8.0", transformers: "5.6.0" })) {
    mkdirSync(join(packages, `${name}-${version}.dist-info`), { recursive: true });
    const metadata = `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`;
    writeFileSync(join(packages, `${name}-${version}.dist-info`, "METADATA"), metadata);
  }
  return { PATH: `${bin}:${process.env["PATH"] ?? ""}`, PYTHONPATH: packages };
}

describe("a launch on this machine", () => {
  it("runs to its end, with its secret in no file", async () => {
    process.env["LOUPE_TEST_TOKEN"] = "t0k3n";
    const environment = { variables: standInTrainer(), secrets: ["LOUPE_TEST_TOKEN"] };
    const file = config({ host: "local", environment, extra: { use_cpu: true, bf16: false } });
    try {
      const { code, out, err } = await loupe("launch", file, "--yes", "--json");
      expect([code, err]).toEqual([0, ""]);
      const made = launchOutput.parse(JSON.parse(out));
      expect(made.state).toBe("launched");
      const run = join(folder, "runs", made.run);
      await expect.poll(() => readFileSync(join(run, "exit"), "utf8")).toMatch(/^0 /);
      expect(readFileSync(join(run, "log"), "utf8")).toContain("trained with t0k3n");
      // The log says it, as the trainer does, which also shows that it would be found.
      expect(filesWith("t0k3n", [run])).toEqual([join(run, "log")]);
    } finally {
      delete process.env["LOUPE_TEST_TOKEN"];
    }
  });
});

describe("loupe preflight", () => {
  it("tells what this machine is like", async () => {
    const { code, out } = await loupe("preflight", "local", "--json");
    const told = preflightOutput.parse(JSON.parse(out));
    expect([code, told.host, told.system]).toEqual([0, "local", expect.stringContaining("Linux")]);
    expect(told.disks[0]).toMatchObject({ purpose: "run", path: join(folder, "runs"), exists: false });
  });

  it("judges it for a configuration, and ends with 3 where that cannot be launched", async () => {
    const { code, out } = await loupe(
      "preflight",
      "local",
      "--config",
      config({ host: "local", gpus: { perNode: 3 } }),
    );
    expect(code).toBe(3);
    expect(out.split("\n")[0]).toMatch(/^error {3}/);
  });

  it("never takes an option for a host", async () => {
    expect((await loupe("preflight", "--", "-oProxyCommand=touch /tmp/never")).code).toBe(1);
  });
});
