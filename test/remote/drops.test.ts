import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { followLog } from "../../src/node/remote/followLog.js";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { pollRuns } from "../../src/node/remote/pollRuns.js";
import { runRoot } from "../../src/node/remote/runRoot.js";
import { stopRun } from "../../src/node/remote/stopRun.js";
import { killOne } from "./lib/killOne.js";
import { reached, startRun, stateOf, untilState } from "./lib/madeRun.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { processesIn } from "./lib/processesIn.js";
import { processesOf } from "./lib/processesOf.js";
import { sshProcesses } from "./lib/sshProcesses.js";
import { startSshServer, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { until } from "../until.js";

const missing = missingPrograms(["sshd", "ssh", "dash", "busybox", "python3"]);

/** Writes until it is told that it is enough; its bytes are no UTF-8, so that only a reader of bytes gets them right. */
const writer = [
  "python3 -u - <<'PY'",
  "import itertools,os,time",
  "for i in itertools.count():",
  "  if os.path.exists('enough'): break",
  "  os.write(1, b'%d \\xff\\xc3\\x28 ' % i + bytes([i % 256]) * (i % 97) + b'\\n')",
  "  time.sleep(0.01)",
  "PY",
  "",
].join("\n");
const tellEnough = (folder: string) => writeFileSync(join(folder, "enough"), "");
const written = (folder: string) => readFileSync(join(folder, "log"));
const sum = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

describe.skipIf(missing !== null)(`a connection that breaks ${missing ?? ""}`, () => {
  let server: SshServer;
  let root: string;
  const hosts: HostConnection[] = [];
  const connect = (name = "loupe-dash") => {
    const host = openHost(name, { trainerFolder, configFile: server.configFile });
    hosts.push(host);
    return host;
  };
  beforeAll(async () => {
    server = await startSshServer();
    root = reached(await runRoot(connect(), "~/runs"));
  });
  afterAll(async () => {
    for (const id of existsSync(root) ? readdirSync(root) : []) for (const pid of processesOf(id)) killOne(pid);
    await Promise.all(hosts.map(host => host.dispose()));
    await server.stop();
  });

  it("at any moment while a log is polled loses no byte, repeats none and keeps their order", async () => {
    const host = connect();
    const { folder } = await startRun(host, root, writer);
    const parts: Buffer[] = [];
    let offset = 0;
    let drops = 0;
    for (let isRead = false; !isRead;) {
      const asked = pollRuns(host, [{ folder, offset, maxBytes: 700 }]);
      if (drops < 8 && offset > drops * 1500) {
        drops += 1;
        if (drops === 8) tellEnough(folder);
        await new Promise(resolve => setTimeout(resolve, Math.random() * 60));
        server.dropAll();
      }
      const polled = await asked;
      if (polled.kind === "unreachable") continue;
      const [poll] = reached(polled);
      parts.push(poll!.bytes);
      offset += poll!.bytes.length;
      isRead = poll!.state.state === "exited" && offset >= poll!.state.logBytes;
    }
    expect(drops).toBe(8);
    expect(sum(Buffer.concat(parts))).toBe(sum(written(folder)));
  });

  it.each(["loupe-dash", "loupe-sh-busybox"])(
    "while a log is followed says so, and going on at the offset gives every byte once: %s",
    async name => {
      const host = connect(name);
      const { folder } = await startRun(host, root, writer);
      const parts: Buffer[] = [];
      let bytes = 0;
      for (let drops = 0; drops <= 4; drops += 1) {
        if (drops === 4) {
          tellEnough(folder);
          await untilState(host, folder, "exited");
        }
        const stream = followLog(host, folder, bytes, part => {
          parts.push(part);
          bytes += part.length;
        });
        const goal = drops === 4 ? written(folder).length : bytes + 1500;
        await until(`${goal} bytes`, () => bytes >= goal);
        if (drops === 4) stream.close();
        else server.dropAll();
        expect(await stream.closed).toEqual(drops === 4 ? null : expect.objectContaining({ kind: "dropped" }));
      }
      expect(sum(Buffer.concat(parts))).toBe(sum(written(folder)));
      await until("the end of every tail", () => processesIn(folder).length === 0);
    },
  );

  it("leaves nothing of a followed log behind when the client is killed", async () => {
    const host = connect();
    const { folder } = await startRun(host, root, "echo up; sleep 600\n");
    let seen = "";
    const stream = followLog(host, folder, 0, part => (seen += part.toString()));
    await until("the log", () => seen === "up\n");
    const followers = await until("one tail", () => {
      const found = processesIn(folder).filter(pid => commandLine(pid).includes("tail"));
      return found.length === 1 ? found : null;
    });
    for (const pid of sshProcesses(server.configFile)) killOne(pid);
    expect(await stream.closed).toMatchObject({ kind: "dropped" });
    await until("the end of tail", () => !existsSync(`/proc/${followers[0]!}`));
    expect(reached(await stopRun(host, folder, 0)).state).toBe("stopped");
  });

  it("is no end of a run: a host that stops answering is unreachable, and its run is still running", async () => {
    const host = connect();
    const { folder } = await startRun(host, root, "sleep 600\n");
    const stopped = server.sessions();
    for (const pid of stopped) killOne(pid, "SIGSTOP");
    const answer = await pollRuns(host, [{ folder, offset: 0, maxBytes: 0 }], { timeoutMs: 1000 });
    expect(answer).toMatchObject({ kind: "unreachable", failure: { kind: "timed-out" } });
    for (const pid of stopped) killOne(pid, "SIGCONT");
    expect((await stateOf(host, folder)).state).toBe("running");
    await stopRun(host, folder, 0);
  });

  it("in the middle of a stop stops no stop", async () => {
    const host = connect();
    const { folder } = await startRun(host, root, "trap '' TERM; echo up; while :; do sleep 0.1; done\n");
    const stopping = stopRun(host, folder, 3);
    await until("the request", () => existsSync(join(folder, "stop.req")));
    server.dropAll();
    await host.dispose();
    await stopping;
    expect(await untilState(connect(), folder, "stopped")).toMatchObject({ exitCode: 137 });
  });

  it("is answered once for each request, and one that was aborted never runs", async () => {
    const host = connect();
    const go = join(server.folder, "go");
    const slow = host.run(`until [ -f '${go}' ]; do sleep 0.05; done; echo slow`);
    const abort = new AbortController();
    const marker = join(server.folder, "ran");
    const never = host.run(`: >'${marker}'`, { signal: abort.signal });
    abort.abort();
    expect(await never).toMatchObject({ kind: "unreachable", failure: { detail: "cancelled" } });
    writeFileSync(go, "");
    expect(await slow).toMatchObject({ kind: "answered", code: 0 });
    expect(await host.run("echo after")).toMatchObject({ kind: "answered", out: Buffer.from("after\n") });
    expect(existsSync(marker)).toBe(false);
  });

  it("needs never more than three ssh processes a host, whatever goes on", async () => {
    await Promise.all(hosts.map(other => other.dispose()));
    await until("the end of earlier connections", () => sshProcesses(server.configFile).length === 0);
    const host = connect();
    const { folder } = await startRun(host, root, "echo up; sleep 600\n");
    let most = 0;
    const look = setInterval(() => (most = Math.max(most, sshProcesses(server.configFile).length)), 20);
    const seen = ["", "", ""];
    const streams = seen.map((_, i) =>
      followLog(host, folder, 0, part => (seen[i] = `${seen[i] ?? ""}${part.toString()}`)),
    );
    const go = join(server.folder, "bulk");
    // Each but the first follows on one that leaves something behind, which holds its ssh.
    const bulks = [1, 2, 3].map(() => host.bulk(`until [ -f '${go}' ]; do sleep 0.05; done; sleep 20 & echo x`, null));
    const byItself = host.inBulkTurn(() => Promise.resolve(sshProcesses(server.configFile).length));
    const polls = [1, 2, 3].map(() => stateOf(host, folder));
    await until("three connections", () => most >= 3);
    writeFileSync(go, "");
    await Promise.all([...bulks, ...polls]);
    await until("all three logs", () => seen.every(text => text === "up\n"));
    expect(await byItself).toBeLessThan(3);
    clearInterval(look);
    expect(most).toBe(3);
    for (const stream of streams) stream.close();
    await stopRun(host, folder, 0);
  });
});

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}
