import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readHostReport } from "../../../src/core/launch/readHostReport.js";
import { eightGpus, FakeHost, noNeeds } from "./fakeHost.js";

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost();
});
afterEach(() => {
  host.remove();
});

describe("a preflight", () => {
  it("tells the GPUs, their kind and who holds one of them", () => {
    host.program("nvidia-smi", eightGpus);
    const gpus = host.report(noNeeds)?.gpus;
    expect(gpus).toHaveLength(8);
    expect(gpus?.[0]).toEqual({
      ...{ index: 0, name: "NVIDIA H800, 80GB", usedMegabytes: 3, totalMegabytes: 81_559, utilisation: 0 },
      processes: [],
    });
    expect(gpus?.[7]?.processes).toEqual([{ pid: 40_213, name: "/usr/bin/vllm, serve" }]);
  });

  it("tells a driver that fails from a machine without GPUs", () => {
    host.program("nvidia-smi", "echo 'NVIDIA-SMI has failed'; exit 9");
    expect(host.report(noNeeds)).toMatchObject({ gpus: null, hasBrokenDriver: true });
  });

  it("takes words in the place of numbers for unknown", () => {
    host.program(
      "nvidia-smi",
      `case "$*" in *query-gpu*) echo "0, GPU-0, 3, 81559, [N/A], H20" ;; *) echo "GPU-0, 12, [Not Found]" ;; esac`,
    );
    expect(host.report(noNeeds)?.gpus).toEqual([
      {
        ...{ index: 0, name: "H20", usedMegabytes: 3, totalMegabytes: 81_559, utilisation: null },
        processes: [{ pid: 12, name: null }],
      },
    ]);
  });

  it("says no for what is not there, and goes on", () => {
    const needs = { ...noNeeds, programs: ["loupe-no-such-program"], packages: ["loupe_no_such_package"] };
    const report = host.report(needs);
    expect(report?.versions["loupe-no-such-program"]).toBeNull();
    expect(report?.versions["loupe_no_such_package"]).toBeNull();
    expect(report?.versions["python3"]).toMatch(/^3\./);
  });

  it("does not wait for a program that hangs", () => {
    host.program("timeout", 'shift; case $1 in nvidia-smi) exit 124 ;; esac; exec "$@"');
    host.program("nvidia-smi", "sleep 3600");
    expect(host.report(noNeeds)).toMatchObject({ gpus: null, hasBrokenDriver: true });
  });

  it("tells the room of the nearest folder where a path is not there yet", () => {
    mkdirSync(join(host.folder, "here"));
    const report = host.report({
      ...noNeeds,
      paths: [
        { path: "~/here", purpose: "model" },
        { path: "~/here/deep/er", purpose: "run" },
      ],
    });
    expect(report?.disks[0]).toMatchObject({ path: "~/here", purpose: "model", exists: true, isWritable: true });
    expect(report?.disks[1]).toMatchObject({ path: "~/here/deep/er", purpose: "run", exists: false, isWritable: true });
    expect(report?.disks[1]?.freeBytes).toBeGreaterThan(0);
    expect(report?.disks[1]?.mount).toBe(report?.disks[0]?.mount);
  });

  it("reads a disk whose device and folder have spaces in their names", () => {
    host.program("df", "echo Filesystem; echo '//nas/my share 1000 400 600 40% /mnt/my share'");
    const [disk] = host.report({ ...noNeeds, paths: [{ path: "/", purpose: "data" }] })?.disks ?? [];
    expect(disk).toMatchObject({ freeBytes: 600 * 1024, mount: "/mnt/my share" });
  });

  it("never runs what a path holds", () => {
    const path = `~/a'; touch "$HOME/injected"; echo '$(touch ~/injected2)`;
    const [disk] = host.report({ ...noNeeds, paths: [{ path, purpose: "data" }] })?.disks ?? [];
    expect(disk).toMatchObject({ path, exists: false });
    const left = host.report({
      ...noNeeds,
      paths: ["injected", "injected2"].map(name => ({ path: `~/${name}`, purpose: "data" as const })),
    });
    expect(left?.disks.map(({ exists }) => exists)).toEqual([false, false]);
  });

  it("finds a busy port", async () => {
    const server = createServer();
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    try {
      expect(host.report({ ...noNeeds, ports: [port] })?.busyPorts).toEqual([port]);
    } finally {
      await new Promise(resolve => server.close(resolve));
    }
    expect(host.report({ ...noNeeds, ports: [port] })?.busyPorts).toEqual([]);
  });

  it("looks at packages through the trainer's own environment", () => {
    mkdirSync(join(host.folder, "venv", "bin"), { recursive: true });
    const own = join(host.folder, "venv", "packages");
    mkdirSync(join(own, "verl-0.9.0.dist-info"), { recursive: true });
    writeFileSync(join(own, "verl-0.9.0.dist-info", "METADATA"), "Metadata-Version: 2.1\nName: verl\nVersion: 0.9.0\n");
    mkdirSync(join(own, "checkout_only"));
    writeFileSync(join(own, "checkout_only", "__init__.py"), "raise SystemExit('imported')\n");
    writeFileSync(join(host.folder, "venv", "bin", "activate"), `PYTHONPATH='${own}'\nexport PYTHONPATH\n`);
    const activate = { kind: "venv", path: join(host.folder, "venv") } as const;
    const report = host.report({ ...noNeeds, packages: ["verl", "checkout_only"], activate });
    expect(report).toMatchObject({ isActivated: true, versions: { verl: "0.9.0", checkout_only: "unknown" } });
  });

  it("sees what the configuration's variables bring", () => {
    const own = join(host.folder, "my packages");
    mkdirSync(join(own, "verl-0.9.1.dist-info"), { recursive: true });
    writeFileSync(join(own, "verl-0.9.1.dist-info", "METADATA"), "Metadata-Version: 2.1\nName: verl\nVersion: 0.9.1\n");
    const needs = { ...noNeeds, packages: ["verl"], variables: { PYTHONPATH: own } };
    expect(host.report(needs)?.versions["verl"]).toBe("0.9.1");
  });

  it("tells an environment that cannot be activated, and goes on", () => {
    const activate = { kind: "venv", path: "/no/such/venv" } as const;
    const report = host.report({ ...noNeeds, packages: ["verl"], activate });
    expect(report).toMatchObject({ isActivated: false, versions: { verl: null, python3: null } });
    expect(report?.system).not.toBe("");
  });

  it("asks logind where there is one", () => {
    host.program("loginctl", "echo Linger=no");
    host.program("busctl", "echo 'b true'");
    expect(host.report(noNeeds)).toMatchObject({ linger: false, killsUserProcesses: true });
    host.program("loginctl", "echo 'Failed to connect to bus' >&2; exit 1");
    host.program("busctl", "exit 1");
    expect(host.report(noNeeds)).toMatchObject({ linger: null, killsUserProcesses: null });
  });

  it("sees how far the clock of a host is off, and nothing where it is right", () => {
    expect(host.report(noNeeds)?.clockSkewSeconds).toBe(0);
    host.program("date", "echo $(($(/bin/date +%s) - 7200))");
    expect(Math.abs((host.report(noNeeds)?.clockSkewSeconds ?? 0) + 7200)).toBeLessThanOrEqual(2);
  });

  it("leaves the shell that runs it as it was", () => {
    const { out, code } = host.run({ ...noNeeds, activate: { kind: "venv", path: "/no/such/venv" } });
    expect(out.trimEnd().endsWith("still-reading")).toBe(true);
    expect(code).toBe(0);
  });

  it("is refused when the answer ends too early", () => {
    const { out } = host.run(noNeeds);
    const cut = out.slice(0, out.lastIndexOf("end\n"));
    expect(readHostReport(cut, noNeeds, { sentAt: 0, receivedAt: 0 })).toBeNull();
  });

  it("takes no record from what a program prints", () => {
    host.program("rsync", `printf 'rsync  version 3.2.7  protocol\\nend\\ngpus\\tyes\\nport\\t22\\n'`);
    const report = host.report({ ...noNeeds, programs: ["rsync"], ports: [22_222] });
    expect(report?.versions["rsync"]).toBe("3.2.7");
    expect(report?.gpus).toBeNull();
    expect(report?.busyPorts).toEqual([]);
  });

  it("survives any answer", () => {
    const kinds = ["preflight", "end", "gpu", "gpus", "app", "path", "version", "port", "limit", "clock", "memory"];
    const line = fc
      .tuple(fc.constantFrom(...kinds), fc.array(fc.string(), { maxLength: 6 }))
      .map(parts => parts.flat().join("\t"));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), lines => {
        const needs = { ...noNeeds, paths: [{ path: "/", purpose: "run" as const }], packages: ["__proto__", "verl"] };
        const report = readHostReport(["preflight\t1", ...lines, "end"].join("\n"), needs, {
          sentAt: 0,
          receivedAt: 0,
        });
        expect(report?.gpus?.every(({ totalMegabytes }) => Number.isFinite(totalMegabytes)) ?? true).toBe(true);
        expect(report?.disks.every(({ freeBytes }) => freeBytes === null || freeBytes >= 0) ?? true).toBe(true);
      }),
    );
  });
});
