import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { launchRun } from "../../src/node/remote/launchRun.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { runRoot } from "../../src/node/remote/runRoot.js";
import { stopRun } from "../../src/node/remote/stopRun.js";
import { writeRunFiles } from "../../src/node/remote/writeRunFiles.js";
import { filesOf, launched, newRunId, reached, startRun, stateOf, untilState } from "./lib/madeRun.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { loginCommand, startSshServer, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { until } from "../until.js";
import { webServer } from "./lib/webServer.js";

const missing = missingPrograms(["sshd", "ssh", "dash", "tar"]);

/** Whether this user may mount a file system of its own; else the server's files may not grow beyond 20 KiB. */
const mayMount = (() => {
  try {
    execFileSync("unshare", ["-m", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

const kind = mayMount ? "a host whose disk is full" : "a host whose files cannot grow (nothing may be mounted here)";

describe.skipIf(missing !== null)(`${kind} ${missing ?? ""}`, () => {
  let server: SshServer;
  let host: HostConnection;
  let root: string;
  beforeAll(async () => {
    server = await startSshServer({
      wrap: home =>
        mayMount
          ? ["unshare", "-m", "sh", "-c", 'mount -t tmpfs -o size=512k none "$0" && exec "$@"', home]
          : ["sh", "-c", 'trap "" XFSZ; ulimit -f 40; exec "$@"', "sh"],
    });
    host = openHost("loupe-dash", { trainerFolder, configFile: server.configFile });
    root = reached(await runRoot(host, "~/runs"));
  });
  afterAll(async () => {
    await host.dispose();
    await server.stop();
  });

  const fill = () => host.run('dd if=/dev/zero of="$HOME/filler" bs=1024 count=600 2>/dev/null; true');
  const free = () => host.run('rm -f "$HOME/filler"');

  it("says so when the files are written, and nothing is launched", async () => {
    await fill();
    const folder = `${root}/${newRunId("full")}`;
    expect(await writeRunFiles(host, folder, filesOf("x", "echo begun\n"))).toMatchObject({
      kind: "failed",
      reason: "no-space",
    });
    await free();
    expect((await stateOf(host, folder)).state).toBe("absent");
  });

  // With a limit for files there is no disk that can be emptied again: where the kernel forbids mounts, as in some
  // containers, no setting up brings these three, and the title above says so.
  const itOnDisk: (name: string, claim: () => Promise<void>) => void = mayMount ? it : () => undefined;

  itOnDisk("says so when it is full by the time of the launch; with room again the same run starts", async () => {
    const folder = `${root}/${newRunId("late")}`;
    reached(await writeRunFiles(host, folder, filesOf("x", "sleep 600\n")));
    await fill();
    expect(await launchRun(host, folder, { TOKEN: "s3cr3t" })).toMatchObject({ kind: "failed", reason: "no-space" });
    expect((await stateOf(host, folder)).state).toBe("absent");
    expect(await host.run(`grep -rl s3cr3t '${root}'`)).toMatchObject({ out: Buffer.alloc(0) });
    await free();
    expect(await launched(host, folder)).toMatchObject({ isNew: true, state: { state: "running" } });
    await stopRun(host, folder, 0);
  });

  itOnDisk("keeps the exit code of a run that filled it", async () => {
    const command = "sleep 0.2; dd if=/dev/zero of=big bs=1024 count=600; echo more; exit 9\n";
    const { folder } = await startRun(host, root, command);
    expect(await untilState(host, folder, "exited")).toMatchObject({ exitCode: 9 });
    await host.run(`rm -f '${folder}/big'`);
  });

  itOnDisk("says so when a folder does not fit", async () => {
    const big = join(server.folder, "big");
    mkdirSync(big);
    writeFileSync(join(big, "weights"), Buffer.alloc(2_000_000, 1));
    const tar = execFileSync("tar", ["-cf", "-", "-C", big, "."], { maxBuffer: 10_000_000 });
    const answer = await host.bulk(`loupe_unpack '${root}/unpacked'`, chunks(tar));
    expect(answer).toMatchObject({ kind: "answered" });
    expect(answer.kind === "answered" && answer.err).toMatch(/No space left on device|File too large/);
    expect(answer.kind === "answered" && answer.code).not.toBe(0);
    await host.run(`rm -rf '${root}/unpacked'`);
  });
});

describe.skipIf(missing !== null)(`a host whose clock is off ${missing ?? ""}`, () => {
  let server: SshServer;
  beforeAll(async () => {
    server = await startSshServer({
      logins: folder => Object.fromEntries([3600, -3600].map(seconds => skewed(folder, seconds))),
    });
  });
  afterAll(() => server.stop());

  it.each(["ahead", "behind"])("%s runs, stops with its grace and judges a start by its own clock", async kind => {
    const host = openHost(`loupe-${kind}`, { trainerFolder, configFile: server.configFile });
    const root = reached(await runRoot(host, "~/runs"));
    const { folder, launched: begun } = await startRun(
      host,
      root,
      "trap 'sleep 1; exit 5' TERM; while :; do sleep 0.1; done\n",
    );
    const off = (begun.state.startedAt ?? 0) - Date.now() / 1000;
    expect(Math.abs(Math.abs(off) - 3600)).toBeLessThan(120);
    expect(reached(await stopRun(host, folder, 20))).toMatchObject({ state: "stopped", exitCode: 5 });
    const claimed = `${root}/${newRunId("claimed")}`;
    const claim = (seconds: number) =>
      host.run(`mkdir -p '${claimed}/launch.lock'; echo $(($(date +%s) - ${seconds})) >'${claimed}/launch.lock/at'`);
    await claim(10);
    expect((await stateOf(host, claimed)).state).toBe("starting");
    await claim(40);
    expect((await stateOf(host, claimed)).state).toBe("failed-to-start");
    await host.dispose();
  });
});

describe.skipIf(missing !== null)(`a port of a host ${missing ?? ""}`, () => {
  let server: SshServer;
  let host: HostConnection;
  beforeAll(async () => {
    server = await startSshServer();
    host = openHost("loupe-jump", { trainerFolder, configFile: server.configFile });
  });
  afterAll(async () => {
    await host.dispose();
    await server.stop();
  });

  it("is reached through a tunnel that all share, until the last has closed it", async () => {
    const web = await webServer("hello");
    const [one, two] = await Promise.all([host.tunnel(web.port), host.tunnel(web.port)]);
    if ("kind" in one || "kind" in two) throw new Error(JSON.stringify([one, two]));
    expect(one.port).toBe(two.port);
    expect(one.port).not.toBe(web.port);
    expect(await (await fetch(`http://127.0.0.1:${one.port}/`)).text()).toBe("hello");
    one.close();
    expect(await (await fetch(`http://127.0.0.1:${two.port}/`, { headers: { connection: "close" } })).text()).toBe(
      "hello",
    );
    two.close();
    await two.closed;
    await expect(fetch(`http://127.0.0.1:${two.port}/`)).rejects.toThrow();
    await web.close();
  });

  it("tells when the tunnel breaks, and can be reached again", async () => {
    const web = await webServer("again");
    const one = await host.tunnel(web.port);
    if ("kind" in one) throw new Error(JSON.stringify(one));
    server.dropAll();
    expect(await one.closed).toMatchObject({ kind: "dropped" });
    const two = await until("a new tunnel", async () => {
      const made = await host.tunnel(web.port);
      return "kind" in made ? null : made;
    });
    expect(await (await fetch(`http://127.0.0.1:${two.port}/`, { headers: { connection: "close" } })).text()).toBe(
      "again",
    );
    two.close();
    await web.close();
  });

  it("is this machine's own where the host is this machine", async () => {
    const local = openHost("local", { trainerFolder });
    const tunnel = await local.tunnel(8265);
    expect(tunnel).toMatchObject({ port: 8265 });
    await local.dispose();
  });
});

async function* chunks(bytes: Buffer): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield await Promise.resolve(bytes.subarray(at, at + 65_536));
}

/** A login whose `date` is off by so many seconds. */
function skewed(folder: string, seconds: number): readonly [string, string] {
  const kind = seconds > 0 ? "ahead" : "behind";
  const bin = join(folder, "bin", kind);
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "date"), `#!/bin/sh\nexec /bin/date -d '${seconds} seconds' "$@"\n`, { mode: 0o755 });
  return [kind, loginCommand(folder, "dash", `PATH=${bin}:/usr/sbin:/usr/bin:/sbin:/bin`)];
}
