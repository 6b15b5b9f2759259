import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PreflightNeeds } from "../../src/core/launch/preflightNeeds.js";
import { preflightHost } from "../../src/node/launch/preflightHost.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { eightGpus, FakeHost, noNeeds } from "../unit/launch/fakeHost.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { loginShells, scriptShells, startSshServer, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";

interface ShellCase {
  readonly name: string;
  readonly shell: readonly [string, ...string[]];
}

const shells: readonly ShellCase[] = [
  { name: "dash", shell: ["dash"] },
  { name: "bash", shell: ["bash"] },
  { name: "bash as sh", shell: ["bash", "--posix"] },
  { name: "busybox", shell: ["busybox", "sh"] },
];
const missing = missingPrograms(["dash", "bash", "busybox", "zsh", "fish", "tcsh", "sshd", "ssh", "python3"]);
const title = missing ?? "";

for (const { name, shell } of shells)
  describe.skipIf(missing !== null)(`a preflight read by ${name} ${title}`, () => {
    let host: FakeHost;
    beforeEach(() => {
      host = new FakeHost();
    });
    afterEach(() => {
      host.remove();
    });

    it("tells GPUs, paths, weights, packages and sessions, and leaves the shell as it was", () => {
      host.program("nvidia-smi", eightGpus);
      host.program("loginctl", "echo Linger=no");
      host.program("busctl", "echo 'b true'");
      const model = join(host.folder, "models/a b");
      mkdirSync(model, { recursive: true });
      for (const name of ["model-1.safetensors", "model-2.safetensors"])
        writeFileSync(join(model, name), "x".repeat(500));
      const needs: PreflightNeeds = {
        ...noNeeds,
        paths: [
          { path: "~/models/a b", purpose: "model" },
          { path: "~/runs/deep", purpose: "run" },
        ],
        programs: ["loupe-no-such-program"],
        packages: ["loupe_no_such_package"],
      };
      const report = host.report(needs, shell);
      expect(report?.gpus?.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(report?.gpus?.[7]?.processes).toEqual([{ pid: 40_213, name: "/usr/bin/vllm, serve" }]);
      expect(report?.disks.map(({ exists, isWritable }) => [exists, isWritable])).toEqual([
        [true, true],
        [false, true],
      ]);
      expect(report).toMatchObject({ weightBytes: 1000, linger: false, killsUserProcesses: true, clockSkewSeconds: 0 });
      expect(report?.versions).toMatchObject({ "loupe-no-such-program": null, loupe_no_such_package: null });
      expect(report?.versions["python3"]).toMatch(/^3\./);
      expect(report?.memoryAvailableBytes).toBeGreaterThan(0);
      expect(host.run(needs, shell).out.trimEnd().endsWith("still-reading")).toBe(true);
    });

    it("says no for an environment that is not there, and goes on", () => {
      const needs: PreflightNeeds = { ...noNeeds, packages: ["verl"], activate: { kind: "venv", path: "/no/such" } };
      expect(host.report(needs, shell)).toMatchObject({ isActivated: false, versions: { verl: null, python3: null } });
    });
  });

describe.skipIf(missing !== null)(`a preflight over ssh ${title}`, () => {
  let server: SshServer;
  beforeAll(async () => {
    server = await startSshServer();
  });
  afterAll(async () => {
    await server.stop();
  });

  it.each([...loginShells, ...scriptShells])("is one round trip to a host whose shell is %s", async shell => {
    const host = openHost(`loupe-${shell}`, { trainerFolder, configFile: server.configFile });
    try {
      const port = server.ports[shell] ?? 0;
      const paths = [{ path: "~", purpose: "home" as const }];
      const answer = await preflightHost(host, { ...noNeeds, paths, ports: [port] }, trainerFolder);
      expect(answer).toMatchObject({ kind: "reached", value: { busyPorts: [port], disks: [{ exists: true }] } });
      // The channel goes on as before.
      expect(await host.run("printf '%s' done")).toMatchObject({ kind: "answered", code: 0 });
    } finally {
      await host.dispose();
    }
  });

  it("of a host that cannot be reached says why", async () => {
    const host = openHost("loupe-no-such-host.invalid", { trainerFolder, configFile: server.configFile });
    try {
      expect((await preflightHost(host, noNeeds, trainerFolder)).kind).toBe("unreachable");
    } finally {
      await host.dispose();
    }
  });
});
