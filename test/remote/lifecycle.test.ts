import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { launchRun } from "../../src/node/remote/launchRun.js";
import { listRuns } from "../../src/node/remote/listRuns.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { pollRuns } from "../../src/node/remote/pollRuns.js";
import { runRoot } from "../../src/node/remote/runRoot.js";
import { requestStop, stopRun } from "../../src/node/remote/stopRun.js";
import { writeRunFiles } from "../../src/node/remote/writeRunFiles.js";
import { filesWith } from "../fixtures/filesWith.js";
import { killOne } from "./lib/killOne.js";
import { filesOf, launched, logOf, newRunId, reached, startRun, stateOf, untilState } from "./lib/madeRun.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { processesIn } from "./lib/processesIn.js";
import { processesOf } from "./lib/processesOf.js";
import { scriptShells, startSshServer, type SshServer } from "./lib/startSshServer.js";
import { startZombie } from "./lib/startZombie.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { until } from "../until.js";
import { watchCommandLines } from "./lib/watchCommandLines.js";

const missing = missingPrograms(["sshd", "ssh", "dash", "bash", "busybox", "python3"]);
const bootId = () => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
const thisHost = () => readFileSync("/proc/sys/kernel/hostname", "utf8").trim();
const seconds = () => Math.floor(Date.now() / 1000);

describe.skipIf(missing !== null).each(scriptShells)(`a run on a host whose sh is %s ${missing ?? ""}`, shell => {
  let server: SshServer;
  let host: HostConnection;
  let root: string;
  const connect = () => openHost(`loupe-${shell}`, { trainerFolder, configFile: server.configFile });
  beforeAll(async () => {
    server = await startSshServer();
    host = connect();
    root = reached(await runRoot(host, "~/.loupe/runs"));
  });
  afterAll(async () => {
    for (const id of existsSync(root) ? readdirSync(root) : []) for (const pid of processesOf(id)) killOne(pid);
    await host.dispose();
    await server.stop();
  });

  /** A folder in a state that no command of ours brings about. */
  const placed = (files: Readonly<Record<string, string>>) => {
    const folder = join(root, newRunId("placed"));
    mkdirSync(join(folder, "launch.lock"), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  };

  it("is absent, then starting at most for a moment, then running, then exited with its code and its log", async () => {
    expect(await stateOf(host, `${root}/${newRunId("none")}`)).toMatchObject({ state: "absent", pid: null });
    const { folder, launched: first } = await startRun(
      host,
      root,
      "echo one; echo two >&2; until [ -f go ]; do sleep 0.05; done; exit 7\n",
    );
    expect(first.isNew).toBe(true);
    expect(first.state).toMatchObject({ state: "running", exitCode: null, hostName: thisHost() });
    expect(Math.abs((first.state.startedAt ?? 0) - seconds())).toBeLessThan(120);
    writeFileSync(join(folder, "go"), "");
    expect(await untilState(host, folder, "exited")).toMatchObject({ exitCode: 7, pid: first.state.pid });
    expect(await logOf(host, folder)).toBe("one\ntwo\n");
  });

  it.each([
    ["exit 0", 0],
    ["no-such-program-xyz", 127],
    ["kill -SEGV $$", 139],
    ["kill -KILL $$", 137],
    ["if then", 2],
  ])("records how it ended: %s", async (command, code) => {
    const { folder } = await startRun(host, root, `${command}\n`);
    expect(await untilState(host, folder, "exited")).toMatchObject({ exitCode: code });
  });

  it("starts once, whoever launches it again", async () => {
    const { folder } = await startRun(host, root, "echo begun; sleep 600\n");
    const again = await launched(host, folder, { TOKEN: "late" });
    expect(again).toMatchObject({ isNew: false, state: { state: "running" } });
    expect(reached(await writeRunFiles(host, folder, filesOf("x", "echo other\n")))).toBe("launched");
    expect(readFileSync(join(folder, "command.sh"), "utf8")).toBe("echo begun; sleep 600\n");
    expect(existsSync(join(folder, "secrets.sh"))).toBe(false);
    await until("the log", async () => (await logOf(host, folder)) !== "");
    expect(await logOf(host, folder)).toBe("begun\n");
    await stopRun(host, folder, 0);
  });

  it("is started by exactly one of eight clients that launch it at once", async () => {
    const runId = newRunId("race");
    const folder = `${root}/${runId}`;
    reached(await writeRunFiles(host, folder, filesOf(runId, "echo begun; sleep 600\n")));
    const clients = Array.from({ length: 8 }, connect);
    const launches = await Promise.all(clients.map(client => launched(client, folder)));
    expect(launches.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(launches.map(({ state }) => state.pid)).size).toBe(1);
    await until("the log", async () => (await logOf(host, folder)) !== "");
    expect(await logOf(host, folder)).toBe("begun\n");
    await Promise.all(clients.map(client => client.dispose()));
    await stopRun(host, folder, 0);
  });

  it("lives on when every connection is gone", async () => {
    const { folder, launched: first } = await startRun(host, root, "sleep 600\n");
    server.dropAll();
    const client = connect();
    expect(await stateOf(client, folder)).toMatchObject({ state: "running", pid: first.state.pid });
    await stopRun(client, folder, 0);
    await client.dispose();
  });

  it("has its secrets in its environment, and nowhere else once it runs", async () => {
    // No other test's: whatever runs on this machine at the same time is looked at.
    const token = newRunId("s3cr3t");
    const secret = `${token} ' "$(id)" x`;
    const lines = watchCommandLines(token);
    const { folder } = await startRun(host, root, 'printf "%s" "$TOKEN" | cksum; sleep 600\n', { TOKEN: secret });
    const sum = execFileSync("cksum", { input: secret, encoding: "utf8" });
    await until("the log", async () => (await logOf(host, folder)) === sum);
    const { hits, looks } = lines.end();
    expect(hits).toEqual([]);
    expect(looks).toBeGreaterThan(3);
    expect(filesWith(token, [root])).toEqual([]);
    expect(server.log()).not.toContain(token);
    await stopRun(host, folder, 0);
  });

  it("may be stopped softly: the trainer saves, and its code is kept", async () => {
    const trainer = "import signal,sys,time\ndef end(*a):\n  time.sleep(1); print('saved',flush=True); sys.exit(0)\n";
    const wait = "signal.signal(signal.SIGTERM,end)\nprint('up',flush=True)\nwhile True: time.sleep(0.05)\n";
    const command = `python3 - <<'PY'\n${trainer}${wait}PY\ncode=$?\necho "then $code"\nexit $code\n`;
    const { folder } = await startRun(host, root, command);
    await until("the trainer", async () => (await logOf(host, folder)).includes("up"));
    const state = reached(await stopRun(host, folder, 40));
    expect(state).toMatchObject({ state: "stopped", exitCode: 0 });
    // The shell between wrapper and trainer neither died before it nor went on to what comes after.
    expect(await logOf(host, folder)).toBe("up\nsaved\n");
    await expect.poll(() => processesOf(folder.slice(root.length + 1))).toEqual([]);
  });

  it("is not called stopped while anything of it still saves", async () => {
    const child =
      "trap 'until [ -f saved ]; do sleep 0.1; done; echo child saved; exit 0' TERM; echo up; while :; do sleep 0.1; done";
    const { folder } = await startRun(host, root, `setsid sh -c "${child}" &\ntrap 'exit 3' TERM\nwait\n`);
    await until("the child", async () => (await logOf(host, folder)).includes("up"));
    const asked = reached(await requestStop(host, folder, 600));
    expect(asked.state).toBe("running");
    await until("the command's end", () => existsSync(join(folder, "exit")));
    expect((await stateOf(host, folder)).state).toBe("running");
    writeFileSync(join(folder, "saved"), "");
    expect(await untilState(host, folder, "stopped")).toMatchObject({ exitCode: 3 });
    expect(await logOf(host, folder)).toContain("child saved");
  });

  it("takes everything along when it is stopped: sessions, groups, deaf and renamed children", async () => {
    const { folder } = await startRun(host, root, tree);
    const runId = folder.slice(root.length + 1);
    await until("the tree", async () => (await logOf(host, folder)).split("up").length === 6 + 1);
    const pids = treePids(folder);
    expect(pids.filter(isAlive)).toHaveLength(6);
    const state = reached(await stopRun(host, folder, 1));
    expect(state).toMatchObject({ state: "stopped" });
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
    await expect.poll(() => processesOf(runId)).toEqual([]);
    expect(reached(await stopRun(host, folder, 1)).state).toBe("stopped");
  });

  it("dies at once when it is stopped hard, also in the middle of a soft stop", async () => {
    const { folder } = await startRun(host, root, "trap '' TERM\necho up\nwhile :; do sleep 0.1; done\n");
    await until("the start", async () => (await logOf(host, folder)).includes("up"));
    expect(reached(await requestStop(host, folder, 600)).state).toBe("running");
    const start = performance.now();
    expect(reached(await stopRun(host, folder, 0))).toMatchObject({ state: "stopped", exitCode: 137 });
    expect(performance.now() - start).toBeLessThan(250_000);
  });

  it("leaves other runs alone when it is stopped, also one whose id begins like its own", async () => {
    const { folder } = await startRun(host, root, "sleep 600\n");
    const longer = `${folder}-2`;
    reached(await writeRunFiles(host, longer, filesOf("x", "sleep 600\n")));
    await launched(host, longer);
    expect(reached(await stopRun(host, folder, 5)).state).toBe("stopped");
    expect((await stateOf(host, longer)).state).toBe("running");
    await stopRun(host, longer, 0);
  });

  it("never begins its command when it is stopped before it started", async () => {
    const runId = newRunId("early");
    const folder = `${root}/${runId}`;
    reached(await writeRunFiles(host, folder, filesOf(runId, "echo begun\n")));
    mkdirSync(join(folder, "launch.lock"));
    reached(await requestStop(host, folder, 5));
    const late = spawnSync("sh", [join(folder, "wrapper.sh"), folder], { stdio: "ignore", timeout: 200_000 });
    expect(late.status).toBe(143);
    expect(await stateOf(host, folder)).toMatchObject({ state: "stopped", exitCode: 143 });
    expect(existsSync(join(folder, "log"))).toBe(false);
  });

  it("is lost when it was killed with its wrapper", async () => {
    const { folder, launched: first } = await startRun(host, root, "sleep 600\n");
    for (const pid of [first.state.pid!, ...processesOf(folder.slice(root.length + 1))]) killOne(pid);
    expect(await untilState(host, folder, "lost")).toMatchObject({ exitCode: null });
  });

  it("runs on when only its wrapper was killed, can be stopped, and is lost then", async () => {
    const { folder, launched: first } = await startRun(host, root, "exec sleep 600\n");
    await until("the command", () => processesOf(folder.slice(root.length + 1)).length > 0);
    killOne(first.state.pid!);
    await until("the wrapper's end", () => !isAlive(first.state.pid!));
    expect((await stateOf(host, folder)).state).toBe("running");
    expect(reached(await stopRun(host, folder, 5)).state).toBe("lost");
    await expect.poll(() => processesOf(folder.slice(root.length + 1))).toEqual([]);
  });

  it("is lost when another process has its number", async () => {
    const folder = placed({ "job.pid": `${process.pid} 12345 ${bootId()} ${seconds()} ${thisHost()} 1\n` });
    expect((await stateOf(host, folder)).state).toBe("lost");
    expect(reached(await stopRun(host, folder, 0)).state).toBe("lost");
  });

  it("takes nobody along who has its wrapper's number by now", async () => {
    const innocent = spawn("sleep", ["600"], { detached: true, stdio: "ignore" });
    const folder = placed({ "job.pid": `${innocent.pid!} 1 ${bootId()} ${seconds()} ${thisHost()} 1\n` });
    const env = { ...process.env, LOUPE_RUN_ID: folder.slice(root.length + 1) };
    const left = spawn("sleep", ["600"], { env, stdio: "ignore" });
    expect((await stateOf(host, folder)).state).toBe("running");
    expect(reached(await stopRun(host, folder, 0)).state).toBe("lost");
    await expect.poll(() => isAlive(left.pid!)).toBe(false);
    expect(isAlive(innocent.pid!)).toBe(true);
    innocent.kill("SIGKILL");
  });

  it("is lost by a reboot when the host's boot id is another", async () => {
    const folder = placed({ "job.pid": `1 1 00000000-0000-0000-0000-000000000000 ${seconds()} ${thisHost()} 1\n` });
    expect((await stateOf(host, folder)).state).toBe("lost-reboot");
  });

  it("is dead as a zombie", async () => {
    const zombie = startZombie();
    const pid = await zombie.pid;
    const begun = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ")[19]!;
    const folder = placed({ "job.pid": `${pid} ${begun} ${bootId()} ${seconds()} ${thisHost()} 1\n` });
    expect((await stateOf(host, folder)).state).toBe("lost");
    zombie.end();
  });

  it("is not called lost from another host of a shared run root while its beat is fresh", async () => {
    const folder = placed({ "job.pid": `1 1 other-boot ${seconds()} other-node 2\n`, beat: "" });
    expect(await stateOf(host, folder)).toMatchObject({ state: "running", hostName: "other-node" });
    const stopped = await requestStop(host, folder, 0);
    expect(stopped).toMatchObject({ kind: "failed", reason: "elsewhere" });
    expect(existsSync(join(folder, "stop.req"))).toBe(false);
    utimesSync(join(folder, "beat"), seconds() - 200, seconds() - 200);
    expect(await stateOf(host, folder)).toMatchObject({ state: "lost", hostName: "other-node" });
  });

  it("is still this host's own when the host was renamed", async () => {
    const { folder } = await startRun(host, root, "sleep 600\n");
    const pid = readFileSync(join(folder, "job.pid"), "utf8").split(" ");
    pid[4] = "name-of-yesterday";
    writeFileSync(join(folder, "job.pid"), pid.join(" "));
    expect(await stateOf(host, folder)).toMatchObject({ state: "running", hostName: "name-of-yesterday" });
    expect(reached(await stopRun(host, folder, 5)).state).toBe("stopped");
  });

  it.each([
    ["job.pid", "lost"],
    ["exit", "exited"],
    ["stop.req", "starting"],
  ])("is told from what is left when the host lost its power while it wrote %s", async (name, state) => {
    expect(await stateOf(host, placed({ [name]: "" }))).toMatchObject({ state, pid: null, exitCode: null });
  });

  it("beats while it runs", async () => {
    const { folder } = await startRun(host, root, "sleep 600\n");
    await until("the beat", () => existsSync(join(folder, "beat")));
    expect(Date.now() - statSync(join(folder, "beat")).mtimeMs).toBeLessThan(60_000);
    await stopRun(host, folder, 0);
  });

  it("failed to start when it was claimed over 30 s ago by the host's clock", async () => {
    const folder = placed({});
    expect((await stateOf(host, folder)).state).toBe("starting");
    writeFileSync(join(folder, "launch.lock", "at"), `${seconds() - 5}\n`);
    expect((await stateOf(host, folder)).state).toBe("starting");
    writeFileSync(join(folder, "launch.lock", "at"), `${seconds() - 40}\n`);
    expect((await stateOf(host, folder)).state).toBe("failed-to-start");
    rmSync(join(folder, "launch.lock", "at"));
    utimesSync(join(folder, "launch.lock"), seconds() - 60, seconds() - 60);
    expect((await stateOf(host, folder)).state).toBe("failed-to-start");
  });

  it("stays exited when a stop came after its end", async () => {
    const { folder } = await startRun(host, root, "exit 4\n");
    await untilState(host, folder, "exited");
    expect(reached(await stopRun(host, folder, 5))).toMatchObject({ state: "exited", exitCode: 4 });
    expect(existsSync(join(folder, "stop.req"))).toBe(false);
  });

  it("has a plain environment that knows its run", async () => {
    const runId = newRunId("env");
    const folder = `${root}/${runId}`;
    const command = 'echo "$LOUPE_RUN_ID|$LOUPE_RUN_DIR|$PWD|$LANG"\n';
    reached(await writeRunFiles(host, folder, filesOf(runId, command, "LANG=C.UTF-8\n")));
    reached(await launchRun(host, folder, {}));
    await untilState(host, folder, "exited");
    expect(await logOf(host, folder)).toBe(`${runId}|${folder}|${folder}|C.UTF-8\n`);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it("hears an interrupt, as a trainer's workers must", async () => {
    const { folder } = await startRun(host, root, "grep SigIgn /proc/self/status\n");
    await untilState(host, folder, "exited");
    expect(await logOf(host, folder)).toMatch(/^SigIgn:\s*0*[0-9a-f]*[08]\n$/);
  });

  it("leaves no wrapper behind, however short it was", async () => {
    const runs = await Promise.all(Array.from({ length: 15 }, () => startRun(host, root, "exit 0\n")));
    await until("the end of all", () => runs.every(({ folder }) => processesIn(folder).length === 0));
  });

  it("is found by listing the run root, with what its run.json says", async () => {
    const { folder } = await startRun(host, root, "exit 0\n");
    const runId = folder.slice(root.length + 1);
    const listed = reached(await listRuns(host, root));
    expect(listed).toContainEqual({ runId, head: JSON.stringify({ runId }) });
    expect(reached(await listRuns(host, `${root}-none`))).toEqual([]);
  });

  it("is polled with others in one request, each from its own offset", async () => {
    const one = await startRun(host, root, "printf '0123456789'\n");
    const two = await startRun(host, root, "printf 'a\\0b\\n\\n'\n");
    await untilState(host, one.folder, "exited");
    await untilState(host, two.folder, "exited");
    const polls = reached(
      await pollRuns(host, [
        { folder: one.folder, offset: 3, maxBytes: 4 },
        { folder: `${root}/nothing-there`, offset: 5, maxBytes: 5 },
        { folder: two.folder, offset: 0, maxBytes: 100 },
        { folder: one.folder, offset: 99, maxBytes: 100 },
      ]),
    );
    expect(polls.map(({ state, offset, bytes }) => [state.state, offset, bytes.toString("latin1")])).toEqual([
      ["exited", 3, "3456"],
      ["absent", 0, ""],
      ["exited", 0, "a\0b\n\n"],
      ["exited", 0, "0123456789"],
    ]);
    expect(polls[0]!.inode).toBe(String(statSync(join(one.folder, "log")).ino));
  });
});

/** Six processes that a simple kill would leave behind, each of which says "up" and writes down its number. */
const tree = [
  "(trap '' TERM; sh -c 'echo $PPID >>pids'; echo up; while :; do sleep 0.2; done) &",
  "setsid sh -c 'echo $$ >>pids; echo up; while :; do sleep 0.3; done' &",
  "/usr/bin/setsid -f sh -c 'echo $$ >>pids; echo up; exec sleep 5000'",
  'python3 -c \'import time,os; os.setpgrp(); print(os.getpid(),file=open("pids","a")); print("up",flush=True); time.sleep(5000)\' &',
  // Its environment is wiped and it is deaf, so that only its session or its parent tells whose it is.
  'env -i PATH="$PATH" python3 -c \'import time,os,signal; signal.signal(15,signal.SIG_IGN); print(os.getpid(),file=open("pids","a")); print("up",flush=True); time.sleep(5000)\' &',
  'env -i PATH="$PATH" setsid python3 -c \'import time,os; print(os.getpid(),file=open("pids","a")); print("up",flush=True); time.sleep(5000)\' &',
  "wait",
  "",
].join("\n");

function treePids(folder: string): readonly number[] {
  return readFileSync(join(folder, "pids"), "utf8").trim().split("\n").map(Number);
}

function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
