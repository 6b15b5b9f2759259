import { spawn, spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pullPath } from "../../src/node/jobs/pullPath.js";
import { pullRun, type PullOutcome } from "../../src/node/jobs/pullRun.js";
import type { RsyncFetch } from "../../src/node/jobs/pullContext.js";
import { rsyncFetch } from "../../src/node/jobs/rsyncFetch.js";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { buildChild } from "./lib/buildChild.js";
import { hostileValues } from "./lib/hostileValues.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import type { PullOrder } from "./lib/pullChild.js";
import { startSshServer, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { until } from "../until.js";

const missing = missingPrograms(["sshd", "ssh", "tar", "rsync", "busybox", "fish", "tcsh", "zsh"]);
const limits = { fileBytes: 1e9, totalBytes: 1e10 };
const megabyte = 1024 * 1024;

function filesOf(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const named = files.map(file => [file.slice(folder.length + 1), readFileSync(file)] as const);
  return new Map(named.filter(([path]) => !path.startsWith(".loupe-pull")).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Of all files below a folder that are there by now. */
function bytesOf(folder: string): number {
  const stats = namesIn(folder).map(name => lstatSync(join(folder, name), { throwIfNoEntry: false }));
  return stats.reduce((sum, stat) => sum + (stat?.isFile() === true ? stat.size : 0), 0);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch {
    return []; // it is not there yet, or a folder in it went away meanwhile
  }
}

/** Pids of what was started with such a text in a word, the window itself left out. */
function processesWith(text: string): readonly string[] {
  return readdirSync("/proc").filter(pid => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return words[0]?.endsWith("rsync") === true && words.some(word => word.includes(text));
    } catch {
      return false;
    }
  });
}

/** Compared without printing megabytes when they differ. */
function expectSame(here: string, there: string): void {
  const [mine, theirs] = [filesOf(here), filesOf(there)];
  expect([...mine.keys()]).toEqual([...theirs.keys()]);
  for (const [path, bytes] of theirs) expect(mine.get(path)?.equals(bytes), path).toBe(true);
}

describe.skipIf(missing !== null)(`a pull over ssh ${missing ?? ""}`, () => {
  let server: SshServer;
  let folder: string;
  let child: string;
  const hosts: HostConnection[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "loupe-remote-pull-"));
    [server, child] = await Promise.all([startSshServer(), buildChild("pullChild", folder)]);
  });
  afterAll(async () => {
    await Promise.all(hosts.map(host => host.dispose()));
    await server.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  function connect(name: string): HostConnection {
    const host = openHost(name, { trainerFolder, configFile: server.configFile });
    hosts.push(host);
    return host;
  }

  function places(name = "run") {
    const place = mkdtempSync(join(folder, "pull-"));
    const [remote, local] = [join(place, name), join(place, "here")];
    const write = (path: string, text: string | Uint8Array) => {
      mkdirSync(dirname(join(remote, path)), { recursive: true });
      writeFileSync(join(remote, path), text);
    };
    return { remote, local, write };
  }

  const byRsync = (host: string) => rsyncFetch(host, { trainerFolder, configFile: server.configFile });

  function pull(host: string, remote: string, local: string, rsync: RsyncFetch | null = null): Promise<PullOutcome> {
    return pullRun({ connection: connect(host), runFolder: remote, localFolder: local, limits, rsync });
  }

  it.each(["dash", "zsh", "fish", "tcsh", "noisy", "sh-busybox", "jump"])(
    "brings files of any name through %s, and nothing of a name is run",
    async shell => {
      const { remote, local, write } = places("a run's $(touch injected) `folder`");
      write("log", "log\n");
      for (const value of hostileValues("injected")) {
        const name = pullPath(`out/rollouts/${value.slice(0, 40)}`);
        if (name !== null) write(name, `row of ${value}\n`);
      }
      expect(await pull(`loupe-${shell}`, remote, local)).toMatchObject({ kind: "pulled", refused: 0 });
      expect(filesOf(local).size).toBeGreaterThan(10);
      expectSame(local, remote);
      appendFileSync(join(remote, "log"), "more\n");
      await pull(`loupe-${shell}`, remote, local);
      expectSame(local, remote);
      expect(spawnSync("find", [server.folder, folder, "-name", "injected*"], { encoding: "utf8" }).stdout).toBe("");
    },
  );

  it.each(["dash", "fish", "tcsh"])("brings many megabytes by rsync through %s, names and all", async shell => {
    const { remote, local, write } = places("a run's $(touch injected)");
    write("out/rollouts/big one's `x`.jsonl", Buffer.alloc(33 * megabyte, "0123456789abcde\n"));
    write("out/val/-rf ü.jsonl", "small\n");
    let used = 0;
    const fetch = byRsync(`loupe-${shell}`);
    const counted: RsyncFetch = async (...args) => {
      const isWhole = await fetch(...args);
      used += isWhole ? 1 : 0;
      return isWhole;
    };
    expect(await pull(`loupe-${shell}`, remote, local, counted)).toMatchObject({ kind: "pulled" });
    expect(used).toBe(1);
    expectSame(local, remote);
    expect(await pull(`loupe-${shell}`, remote, local, counted)).toMatchObject({ kind: "pulled" });
    expect(used).toBe(1);
  });

  it("by rsync is one of three connections, and ends with its host, however deaf", async () => {
    await Promise.all(hosts.map(host => host.dispose()));
    const { remote, local, write } = places();
    write("out/rollouts/1.jsonl", Buffer.alloc(33 * megabyte, "0123456789abcde\n"));
    const [pid, deaf] = [join(dirname(remote), "pid"), join(dirname(remote), "deaf-rsync")];
    const waits = `trap '' TERM; echo $$ >'${pid}.new'; mv '${pid}.new' '${pid}'; exec sleep 600`;
    writeFileSync(deaf, `#!/bin/sh\n[ "$1" = --version ] && exec rsync --version\n${waits}\n`, { mode: 0o700 });
    const host = connect("loupe-dash");
    const rsync = rsyncFetch("loupe-dash", { trainerFolder, configFile: server.configFile }, deaf);
    const pulled = pullRun({ connection: host, runFolder: remote, localFolder: local, limits, rsync });
    await until("rsync", () => existsSync(pid));
    let isBulkDone = false;
    const bulk = host.bulk("echo x", null).finally(() => (isBulkDone = true));
    expect(await host.run("echo y")).toMatchObject({ kind: "answered" });
    expect(isBulkDone).toBe(false);
    await host.dispose();
    expect(existsSync(`/proc/${readFileSync(pid, "utf8").trim()}`)).toBe(false);
    expect(await bulk).toMatchObject({ kind: "unreachable", failure: { detail: "closed" } });
    expect(await pulled).toMatchObject({ kind: "failed" });
  });

  it("by rsync whose window is killed goes on for a moment only", async () => {
    const { remote, local, write } = places();
    write("out/rollouts/1.jsonl", Buffer.alloc(34 * megabyte, "abcdefghijk\n"));
    const bin = join(dirname(remote), "bin");
    const rsync = spawnSync("sh", ["-c", "command -v rsync"], { encoding: "utf8" }).stdout.trim();
    mkdirSync(bin);
    writeFileSync(join(bin, "rsync"), `#!/bin/sh\nexec '${rsync}' --bwlimit=500 "$@"\n`, { mode: 0o700 });
    const order: PullOrder = {
      ...{ host: "loupe-dash", configFile: server.configFile, trainerFolder, runFolder: remote, localFolder: local },
      isByRsync: true,
    };
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` };
    const window = spawn(process.execPath, [child, JSON.stringify(order)], { stdio: "ignore", env });
    await until("its first bytes", () => bytesOf(join(local, ".loupe-pull")) > 100_000);
    expect(processesWith(local)).not.toEqual([]);
    window.kill("SIGKILL");
    await until("the end of its rsync", () => processesWith(local).length === 0);
    expect(await pull("loupe-dash", remote, local, byRsync("loupe-dash"))).toMatchObject({ kind: "pulled" });
    expectSame(local, remote);
  });

  it("by rsync goes on from what an earlier one brought, in a folder of its own", async () => {
    const { remote, local, write } = places();
    const text = Buffer.alloc(34 * megabyte, "abcdefghijk\n");
    write("out/rollouts/1.jsonl", text);
    const earlier = join(local, ".loupe-pull", "rsync-earlier");
    for (const [name, bytes] of [
      ["rsync-earlier", 30 * megabyte],
      ["rsync-less", 100],
    ] as const) {
      mkdirSync(join(local, ".loupe-pull", name, "out/rollouts"), { recursive: true });
      writeFileSync(join(local, ".loupe-pull", name, "out/rollouts/1.jsonl"), text.subarray(0, bytes));
    }
    const asked: unknown[] = [];
    const fetch = byRsync("loupe-dash");
    const spied: RsyncFetch = (folder, paths, place) => (asked.push(place), fetch(folder, paths, place));
    expect(await pull("loupe-dash", remote, local, spied)).toMatchObject({ kind: "pulled" });
    expect(asked).toMatchObject([{ earlier, into: expect.not.stringContaining("rsync-earlier") as string }]);
    expectSame(local, remote);
    expect(readdirSync(join(local, ".loupe-pull"))).toEqual(["manifest.json"]);
  });

  it("goes without rsync where the host has none", async () => {
    const { remote, local, write } = places();
    write("out/rollouts/1.jsonl", Buffer.alloc(33 * megabyte, "0123456789abcde\n"));
    const none = rsyncFetch("loupe-dash", { trainerFolder, configFile: server.configFile }, "no-such-rsync");
    expect(await pull("loupe-dash", remote, local, none)).toMatchObject({ kind: "pulled" });
    expectSame(local, remote);
  });

  it.each([
    ["by tar", false],
    ["by rsync", true],
  ])(
    "%s that is killed again and again, while files grow, ends byte for byte as the host has it",
    async (_, isByRsync) => {
      const { remote, local, write } = places();
      for (let step = 1; step <= 60; step += 1) write(`out/rollouts/${String(step)}.jsonl`, "row\n".repeat(step * 50));
      write("out/rollouts/rollout_data_rank0.jsonl", Buffer.alloc(34 * megabyte, "abcdefghijk\n"));
      const order: PullOrder = {
        ...{ host: "loupe-dash", configFile: server.configFile, trainerFolder, runFolder: remote, localFolder: local },
        isByRsync,
      };
      const before = new Set<string>();
      // By what has come so far it is cut short, at other places each time; the last one is let alone.
      for (const more of [0, 1, 100_000, 3 * megabyte, 8 * megabyte, Infinity]) {
        const had = bytesOf(local);
        const started = spawn(process.execPath, [child, JSON.stringify(order)], { stdio: "ignore" });
        let isOver = false;
        const ended = new Promise<void>(resolve => started.once("close", () => resolve())).then(() => (isOver = true));
        await until(`${String(more)} bytes more`, () => isOver || bytesOf(local) >= had + more);
        appendFileSync(join(remote, "out/rollouts/rollout_data_rank0.jsonl"), `grown after ${String(more)}\n`);
        appendFileSync(join(remote, "log"), `line ${String(more)}\n`);
        // Either the client is killed, or the network breaks under it.
        if (more === 100_000 || more === 8 * megabyte) server.dropAll();
        else started.kill("SIGKILL");
        await ended;
        if (existsSync(join(local, "log"))) before.add(readFileSync(join(local, "log"), "utf8"));
      }
      expect(before.size).toBeGreaterThan(0);
      const outcome = await pull("loupe-dash", remote, local, isByRsync ? byRsync("loupe-dash") : null);
      expect(outcome).toMatchObject({ kind: "pulled" });
      expectSame(local, remote);
      for (const text of before) expect(readFileSync(join(local, "log"), "utf8").startsWith(text)).toBe(true);
    },
  );

  it("keeps what it had of a run that was resumed: dumps rewritten, metrics wiped, a log that goes on", async () => {
    const { remote, local, write } = places();
    write("log", "first start\n");
    write("out/metrics.jsonl", '{"step":1}\n{"step":2}\n{"step":3}\n');
    write("out/rollouts/3.jsonl", '{"step":3,"output":"first branch"}\n');
    await pull("loupe-dash", remote, local);
    appendFileSync(join(remote, "log"), "second start\n");
    write("out/metrics.jsonl", '{"step":3}\n');
    write("out/rollouts/new", '{"step":3,"output":"second branch"}\n');
    renameSync(join(remote, "out/rollouts/new"), join(remote, "out/rollouts/3.jsonl"));
    await pull("loupe-dash", remote, local);
    const here = filesOf(local);
    expect(Object.fromEntries([...here].map(([path, bytes]) => [path, bytes.toString("utf8")]))).toEqual({
      log: "first start\nsecond start\n",
      "out/metrics.jsonl": '{"step":3}\n',
      "out/metrics.jsonl.1.segment": '{"step":1}\n{"step":2}\n{"step":3}\n',
      "out/rollouts/3.jsonl": '{"step":3,"output":"second branch"}\n',
      "out/rollouts/3.jsonl.1.segment": '{"step":3,"output":"first branch"}\n',
    });
  });
});
