import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localHost } from "../../src/core/launch/hostName.js";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { sshProcesses } from "./lib/sshProcesses.js";
import { loginShells, scriptShells, startSshServer, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { until } from "../until.js";
import { webServer } from "./lib/webServer.js";

const missing = missingPrograms(["sshd", "ssh", "zsh", "fish", "tcsh", "dash", "bash", "busybox"]);
const sum = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe.skipIf(missing !== null)(`a host behind a real sshd ${missing ?? ""}`, () => {
  let server: SshServer;
  const open: HostConnection[] = [];
  const connect = (host: string) => {
    const connection = openHost(host, { trainerFolder, configFile: server.configFile });
    open.push(connection);
    return connection;
  };
  beforeAll(async () => {
    server = await startSshServer({
      clientLines: (folder, ports) => [
        ...["Host loupe-shared", `Port ${ports["dash"] ?? 0}`, "ControlMaster auto", "ControlPersist 60"],
        `ControlPath ${folder}/%C`,
        ...[
          "Host loupe-tmux",
          `Port ${ports["dash"] ?? 0}`,
          "RemoteCommand tmux",
          "RequestTTY force",
          "LogLevel QUIET",
        ],
      ],
    });
  });
  afterAll(async () => {
    await Promise.all(open.map(connection => connection.dispose()));
    await server.stop();
  });

  const closeAll = async () => {
    await Promise.all(open.map(connection => connection.dispose()));
    await until("the end of every ssh", () => sshProcesses(server.configFile).length === 0);
  };

  it.each([...loginShells, ...scriptShells, "jump"])("answers with exact bytes and the code: loupe-%s", async kind => {
    const host = connect(`loupe-${kind}`);
    const answer = await host.run("printf 'a\\0b\\n\\n'; echo oops >&2; exit 255");
    expect(answer).toEqual({ kind: "answered", code: 255, out: Buffer.from("a\0b\n\n"), err: "oops\n" });
    expect(await host.run("type loupe_state >/dev/null; printf %s $?")).toMatchObject({ out: Buffer.from("0") });
  });

  it.each([...loginShells, ...scriptShells])(
    "takes a stream and gives one back, byte for byte: loupe-%s",
    async kind => {
      const host = connect(`loupe-${kind}`);
      const bytes = randomBytes(3_000_000);
      const parts: Buffer[] = [];
      const answer = await host.bulk("cat; exit 3", chunks(bytes), part => parts.push(part));
      expect(answer).toMatchObject({ kind: "answered", code: 3 });
      expect(sum(Buffer.concat(parts))).toBe(sum(bytes));
    },
  );

  it.each(scriptShells)("survives scripts that are wrong, leave early or ask for input: loupe-%s", async kind => {
    const host = connect(`loupe-${kind}`);
    const wrong = ["if then", "echo 'open", ")", "}", "exit 3", "exec false", "read -r x; echo got $x"];
    for (const script of wrong) expect((await host.run(script)).kind).toBe("answered");
    expect(await host.run("echo $((40 + 2))")).toMatchObject({ code: 0, out: Buffer.from("42\n") });
    expect(await host.run("cd /; x=1; umask 0")).toMatchObject({ code: 0 });
    expect(await host.run('printf %s "${x-none}"')).toMatchObject({ out: Buffer.from("none") });
    // In a subshell, $$ is the shell that reads the requests.
    expect(await host.run("kill -9 $$")).toMatchObject({ kind: "unreachable" });
    expect(await host.run("echo again")).toMatchObject({ kind: "answered", out: Buffer.from("again\n") });
  });

  it("gives eight megabytes in one answer, and answers in the order of asking", async () => {
    const host = connect("loupe-dash");
    const [big, ...small] = await Promise.all([
      host.run("head -c 8000000 /dev/zero"),
      ...[1, 2, 3].map(i => host.run(`echo ${i}`)),
    ]);
    expect(big.kind === "answered" && big.out.equals(Buffer.alloc(8_000_000))).toBe(true);
    expect(small.map(answer => answer.kind === "answered" && answer.out.toString())).toEqual(["1\n", "2\n", "3\n"]);
  });

  it("does not wait for what a script leaves behind", async () => {
    const start = performance.now();
    const host = connect("loupe-dash");
    expect(await host.run("sleep 600 & echo $!")).toMatchObject({ kind: "answered", code: 0 });
    const answer = await host.bulk("sleep 600 & echo x", null);
    expect(answer).toMatchObject({ kind: "answered", code: 0 });
    expect(performance.now() - start).toBeLessThan(200_000);
  });

  it("stops a transfer that is aborted, and one that does not move", async () => {
    const host = connect("loupe-dash");
    const abort = new AbortController();
    const sending = host.bulk(
      "cat >/dev/null",
      endless(30, () => abort.abort()),
      undefined,
      {
        signal: abort.signal,
      },
    );
    expect(await sending).toMatchObject({ kind: "unreachable", failure: { detail: "cancelled" } });
    const still = await host.bulk("sleep 600", null, undefined, { timeoutMs: 500 });
    expect(still).toMatchObject({ kind: "unreachable", failure: { kind: "timed-out" } });
    expect(await host.bulk("true", null)).toMatchObject({ kind: "answered", code: 0 });
  });

  it("rides on connections that the user's configuration shares, and ends without them", async () => {
    const web = await webServer("shared");
    const host = connect("loupe-shared");
    expect(await host.run("echo one")).toMatchObject({ kind: "answered" });
    // The socket of the master, named by a hash.
    expect(readdirSync(server.folder).filter(name => /^[0-9a-f]{40}$/.test(name))).toHaveLength(1);
    expect(await host.bulk("cat", chunks(Buffer.from("two")))).toMatchObject({ kind: "answered", code: 0 });
    const tunnel = await host.tunnel(web.port);
    if ("kind" in tunnel) throw new Error(JSON.stringify(tunnel));
    const get = () => fetch(`http://127.0.0.1:${tunnel.port}/`, { headers: { connection: "close" } });
    expect(await (await get()).text()).toBe("shared");
    tunnel.close();
    await until("the end of the tunnel", () =>
      get().then(
        () => false,
        () => true,
      ),
    );
    await host.dispose();
    await web.close();
  });

  it.each(["loupe-bash", "loupe-shared", "local"])("leads to every address that %s reaches, at once", async name => {
    const [web, other] = [await webServer("one"), await webServer("another")];
    const host = connect(name);
    const relay = await host.relay();
    if ("kind" in relay) throw new Error(JSON.stringify(relay));
    /** What a server says there; null: nothing does. */
    const said = async (address: string, port: number): Promise<string | null> => {
      const socket = await relay.connect(address, port);
      if (socket === null) return null;
      socket.write("GET / HTTP/1.0\r\nconnection: close\r\n\r\n");
      const parts: Buffer[] = [];
      socket.on("data", (part: Buffer) => parts.push(part));
      await once(socket, "close");
      return Buffer.concat(parts).toString("utf8").split("\r\n\r\n")[1] ?? null;
    };
    expect(await Promise.all([said("127.0.0.1", web.port), said("localhost", other.port)])).toEqual(["one", "another"]);
    expect(await said("not a name", web.port)).toBeNull();
    await web.close();
    expect(await said("127.0.0.1", web.port)).toBeNull();
    relay.close();
    await host.dispose();
    if (name !== "local")
      await until("the end of the relay", async () => (await said("127.0.0.1", other.port)) === null);
    await other.close();
  });

  it("is not hindered by what the user wants for logins of his own", async () => {
    expect(await connect("loupe-tmux").run("echo one")).toMatchObject({ kind: "answered", out: Buffer.from("one\n") });
  });

  it("starts nothing more once it is disposed of, also where it had been asked before", async () => {
    await closeAll();
    const host = connect("loupe-bash");
    const asked = [host.run("sleep 20"), host.bulk("sleep 20", null), host.tunnel(9)];
    await host.dispose();
    await Promise.all([...asked, host.run("true"), host.follow("true", () => undefined).closed]);
    expect(sshProcesses(server.configFile).length).toBe(0);
  });

  it("leaves no ssh behind when it is disposed of, whatever was going on", async () => {
    await closeAll();
    const host = connect("loupe-bash");
    const asked = [host.run("sleep 20"), host.bulk("sleep 20", null), host.follow("sleep 20", () => undefined).closed];
    await until("its connections", () => sshProcesses(server.configFile).length === 3);
    await host.dispose();
    await Promise.all(asked);
    expect(sshProcesses(server.configFile).length).toBe(0);
  });
});

describe("this machine as a host", () => {
  let folder: string;
  const host = openHost(localHost, { trainerFolder });
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "loupe-local-"));
  });
  afterAll(async () => {
    await host.dispose();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  it("answers like any other, without ssh", async () => {
    const answer = await host.run("printf 'a\\0b'; echo oops >&2; exit 7");
    expect(answer).toEqual({ kind: "answered", code: 7, out: Buffer.from("a\0b"), err: "oops\n" });
    const file = join(folder, "sent");
    expect(await host.bulk(`cat >'${file}'`, chunks(Buffer.from("sent")))).toMatchObject({ code: 0 });
    expect(readFileSync(file, "utf8")).toBe("sent");
  });

  it("follows several logs at once, and ends what it started", async () => {
    const seen = ["", ""];
    const streams = seen.map((_, i) =>
      host.follow(`echo ${i}; cat >/dev/null; : >'${folder}/ended-${i}'`, part => (seen[i] = part.toString())),
    );
    await until("both", () => seen.join("") === "0\n1\n");
    for (const stream of streams) stream.close();
    expect(await Promise.all(streams.map(({ closed }) => closed))).toEqual([null, null]);
    expect([0, 1].every(i => existsSync(join(folder, `ended-${i}`)))).toBe(true);
  });

  it("gives a run nothing of the editor's own environment", async () => {
    process.env["ELECTRON_RUN_AS_NODE"] = "1";
    const other = openHost(localHost, { trainerFolder });
    expect(await other.run('printf %s "${ELECTRON_RUN_AS_NODE-none}"')).toMatchObject({ out: Buffer.from("none") });
    delete process.env["ELECTRON_RUN_AS_NODE"];
    await other.dispose();
  });
});

async function* chunks(bytes: Buffer): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield await Promise.resolve(bytes.subarray(at, at + 65_536));
}

/** Tells when so many chunks were taken. */
async function* endless(count: number, onTaken: () => void): AsyncIterable<Uint8Array> {
  for (let i = 0; ; i += 1) {
    if (i === count) onTaken();
    yield await new Promise<Buffer>(resolve => setTimeout(() => resolve(Buffer.alloc(1000)), 5));
  }
}
