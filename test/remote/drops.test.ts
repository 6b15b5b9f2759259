import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { followLog } from "../../src/node/remote/followLog.js";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { pollRuns } from "../../src/node/remote/pollRuns.js";
import { runRoot } from "../../src/node/remote/runRoot.js";
import { stopRun } from "../../src/node/remote/stopRun.js";
import { reached, startRun, stateOf, untilState } from "./lib/madeRun.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { processesIn } from "./lib/processesIn.js";
import { processesOf } from "./lib/processesOf.js";
import { sshProcesses } from "./lib/sshProcesses.js";
import { startSshServer, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { until } from "./lib/until.js";

const missing = missingPrograms(["sshd", "ssh", "dash", "busybox", "python3"]);

/** Writes for about four seconds; its bytes are no UTF-8, so that only a reader of bytes gets them right. */
const writer = [
  "python3 -u - <<'PY'",
  "import os,time",
  "for i in range(400):",
  "  os.write(1, b'%d \\xff\\xc3\\x28 ' % i + bytes([i % 256]) * (i % 97) + b'\\n')",
  "  time.sleep(0.01)",
  "PY",
  "",
].join("\n");
const written = Buffer.concat(
  Array.from({ length: 400 }, (_, i) =>
    Buffer.concat([Buffer.from(`${i} \xff\xc3\x28 `, "latin1"), Buffer.alloc(i % 97, i % 256), Buffer.from("\n")]),
  ),
);
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
    for (const id of existsSync(root) ? readdirSync(root) : [])
      for (const pid of processesOf(id)) process.kill(pid, "SIGKILL");
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
    expect(sum(Buffer.concat(parts))).toBe(sum(written));
  });

  it.each(["loupe-dash", "loupe-sh-busybox"])(
    "while a log is followed says so, and going on at the offset gives every byte once: %s",
    async name => {
      const host = connect(name);
      const { folder } = await startRun(host, root, writer);
      const parts: Buffer[] = [];
      let bytes = 0;
      let drops = 0;
      while (bytes < written.length) {
        const stream = followLog(host, folder, bytes, part => {
          parts.push(part);
          bytes += part.length;
        });
        const goal = Math.min(written.length, bytes + 1500);
        await until(`${goal} bytes`, () => bytes >= goal);
        if (bytes >= written.length) {
          stream.close();
          expect(await stream.closed).toBeNull();
        } else {
          drops += 1;
          server.dropAll();
          expect(await stream.closed).toMatchObject({ kind: "dropped" });
        }
      }
      expect(drops).toBeGreaterThan(2);
      expect(sum(Buffer.concat(parts))).toBe(sum(written));
      await untilState(host, folder, "exited");
      await until("the end of every tail", () => processesIn(folder).length === 0);
    },
  );

  it("leaves nothing of a followed log behind when the client is killed", async () => {
    const host = connect();
    const { folder } = await startRun(host, root, "echo up; sleep 600\n");
    let seen = "";
    const stream = followLog(host, folder, 0, part => (seen += part.toString()));
    await until("the log", () => seen === "up\n");
    const followers = processesIn(folder).filter(pid => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("tail"));
    expect(followers).toHaveLength(1);
    for (const pid of sshProcesses(server.configFile)) process.kill(pid, "SIGKILL");
    expect(await stream.closed).toMatchObject({ kind: "dropped" });
    await until("the end of tail", () => !existsSync(`/proc/${followers[0]!}`));
    expect(reached(await stopRun(host, folder, 0)).state).toBe("stopped");
  });

  it("is no end of a run: a host that stops answering is unreachable in time, and its run is still running", async () => {
    const host = connect();
    const { folder } = await startRun(host, root, "sleep 600\n");
    const stopped = server.sessions();
    for (const pid of stopped) process.kill(pid, "SIGSTOP");
    const start = performance.now();
    const answer = await pollRuns(host, [{ folder, offset: 0, maxBytes: 0 }], { timeoutMs: 1000 });
    expect(answer).toMatchObject({ kind: "unreachable", failure: { kind: "timed-out" } });
    expect(performance.now() - start).toBeLessThan(8000);
    for (const pid of stopped) process.kill(pid, "SIGCONT");
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
    const slow = host.run("sleep 0.5; echo slow");
    const abort = new AbortController();
    const marker = join(server.folder, "ran");
    const never = host.run(`: >'${marker}'`, { signal: abort.signal });
    abort.abort();
    expect(await never).toMatchObject({ kind: "unreachable", failure: { detail: "cancelled" } });
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
    const bulks = [1, 2, 3].map(() => host.bulk("sleep 0.3; echo x", null));
    const polls = [1, 2, 3].map(() => stateOf(host, folder));
    await Promise.all([...bulks, ...polls]);
    await until("all three logs", () => seen.every(text => text === "up\n"));
    clearInterval(look);
    expect(most).toBe(3);
    for (const stream of streams) stream.close();
    await stopRun(host, folder, 0);
  });
});
