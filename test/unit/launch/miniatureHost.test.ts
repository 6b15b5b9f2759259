import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HostReport } from "../../../src/core/launch/hostReport.js";
import { miniatureHostFindings } from "../../../src/core/launch/miniatureHostFindings.js";
import { preflightNeedsOf } from "../../../src/core/launch/preflightNeedsOf.js";
import { runConfigSchema, type MiniatureConfig } from "../../../src/core/launch/runConfig.js";
import { prepareLaunch } from "../../../src/node/launch/prepareLaunch.js";
import { writeDryRun } from "../../../src/node/launch/writeDryRun.js";
import { FakeHost } from "./fakeHost.js";

function configOf(keys: Readonly<Record<string, unknown>> = {}): MiniatureConfig {
  const config = runConfigSchema.parse({ name: "small", method: "RARL", engine: "miniature", host: "cpu-1", ...keys });
  if (config.engine !== "miniature") throw new Error(config.engine);
  return config;
}

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost();
});
afterEach(() => {
  host.remove();
});

function reportOf(config: MiniatureConfig): HostReport {
  const report = host.report(preflightNeedsOf(config, "small-1a2b3c4d", host.folder));
  if (report === null) throw new Error("no report");
  return report;
}

const toldBy = (report: HostReport, config: MiniatureConfig) =>
  miniatureHostFindings(report, config)
    .filter(({ code }) => !["no-rsync", "clock-off", "logout-ends"].includes(code))
    .map(({ level, code, values }) => [level, code, ...values]);

describe("the preflight of a miniature", () => {
  it("asks for Node in the run's environment, and finds neither GPUs nor Python nor packages missing", () => {
    host.program("node", "echo v22.4.1");
    host.program("nvidia-smi", "exit 9");
    host.program("python3", "exit 9");
    const config = configOf();
    const told = toldBy(reportOf(config), config);
    expect(told).toContainEqual(["good", "node-right", "22.4.1"]);
    expect(told.map(([, code]) => code).sort()).toEqual(["disk-enough", "node-right"]);
  });

  it("says what to do where Node is too old, is no Node, or is not there", () => {
    host.program("node", "echo v18.20.0");
    expect(toldBy(reportOf(configOf()), configOf())[0]).toEqual(["error", "node-old", "18.20.0", "20"]);
    host.program("node", "echo usage: node FILE");
    expect(toldBy(reportOf(configOf()), configOf())[0]).toEqual(["error", "node-old", "unknown", "20"]);
    const other = configOf({ simulate: { node: "~/no-such/node" } });
    expect(toldBy(reportOf(other), other)[0]).toEqual(["error", "node-missing", "~/no-such/node", "20"]);
  });

  it("looks for Node where the configuration's variables and its key name it", () => {
    const bin = join(host.folder, "own bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "nodejs"), "#!/bin/sh\necho v24.0.0\n", { mode: 0o755 });
    for (const config of [
      configOf({ simulate: { node: join(bin, "nodejs") } }),
      configOf({ simulate: { node: "nodejs" }, environment: { variables: { PATH: `${bin}:/usr/bin:/bin` } } }),
    ])
      expect(toldBy(reportOf(config), config)).toContainEqual(["good", "node-right", "24.0.0"]);
  });

  it("counts the room that its rollouts and pages take, not that of a trainer", () => {
    host.program("node", "echo v22.4.1");
    const report = reportOf(configOf());
    const small = { ...report, disks: report.disks.map(disk => ({ ...disk, freeBytes: 1e9 })) };
    expect(toldBy(small, configOf())).toContainEqual(["good", "disk-enough", host.folder, 1, 0.3]);
    const long = configOf({ hyper: { steps: 20_000 } });
    expect(toldBy(small, long)).toContainEqual(["error", "disk-low", host.folder, 1, 13]);
  });
});

describe("the draft of a miniature", () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), "loupe-draft-"));
    mkdirSync(join(place, "package/dist/trainer"), { recursive: true });
    writeFileSync(join(place, "package/dist/trainer/wrapper.sh"), "# wrapper\n");
    for (const file of ["dist/cli.js", "dist/glyphs.json", "package.json"])
      writeFileSync(join(place, "package", file), "x".repeat(400_000));
    mkdirSync(join(place, "work"));
  });
  afterEach(() => {
    rmSync(place, { recursive: true, force: true });
  });

  async function draft() {
    const file = join(place, "work/small.loupe-run.json");
    writeFileSync(file, JSON.stringify({ name: "small", method: "RARL", engine: "miniature", host: "cpu-1" }));
    const trainerFolder = join(place, "package/dist/trainer");
    const read = await prepareLaunch(file, {
      ...{ text: null, isTrusted: true, isCounted: true, resumeFrom: null, trainerFolder, strategies: [] },
    });
    if (read.kind !== "draft") throw new Error(JSON.stringify(read.issues));
    return { ...read.draft, trainerFolder };
  }

  it("sends our program along and says how large it is, and no data and no code", async () => {
    const { uploads, findings, measures, trainerFolder, ...made } = await draft();
    expect(uploads.map(({ to }) => to)).toEqual([
      "program/dist/cli.js",
      "program/dist/glyphs.json",
      "program/package.json",
    ]);
    expect(measures).toBeNull();
    expect(findings.find(({ code }) => code === "miniature-program")?.values).toEqual([1.2]);
    const written = await writeDryRun({ ...made, uploads, findings, measures }, join(place, "dry"), trainerFolder);
    expect(written).toMatchObject({
      paths: [
        ...["command.sh", "env.sh", "loupe.json", "program/dist/cli.js", "program/dist/glyphs.json"],
        ...["program/package.json", "run.json", "wrapper.sh"],
      ],
    });
  });

  it("is refused where our program was never built", async () => {
    rmSync(join(place, "package/dist/cli.js"));
    const { findings, uploads } = await draft();
    expect(uploads).toEqual([]);
    expect(findings[0]).toMatchObject({
      ...{ level: "error", code: "miniature-not-built", values: [join(place, "package/dist/cli.js")] },
    });
  });
});
