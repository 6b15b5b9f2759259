import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openJobs } from "../../src/node/jobs/openJobs.js";
import type { JobsService } from "../../src/node/jobs/jobsService.js";
import { pullRun } from "../../src/node/jobs/pullRun.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { missingPrograms } from "../remote/lib/missingPrograms.js";
import { processesOf } from "../remote/lib/processesOf.js";
import { sshProcesses } from "../remote/lib/sshProcesses.js";
import { startSshServer, type SshServer } from "../remote/lib/startSshServer.js";
import { trainerFolder } from "../remote/lib/trainerFolder.js";
import { madeDraft } from "../unit/jobs/madeDraft.js";
import { atMost, exactly, type Figure } from "./figure.js";
import { notMeasured } from "./notMeasured.js";

const host = "loupe-dash";
const hosts = ["loupe-dash", "loupe-bash", "loupe-zsh", "loupe-fish", "loupe-tcsh"];
const jobsEach = 10;
const windows = 3;
const windowSeconds = 8;
const logBytes = 128 * 1024 * 1024;

interface Bench {
  readonly server: SshServer;
  readonly scratch: string;
  readonly rounds: number;
  readonly open: (storage: string, isPolling: boolean) => JobsService;
  readonly runs: string[];
}

/** In milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** A command line of this machine, to its end; what it prints is counted and dropped. */
function ran(program: string, args: readonly string[], until = Infinity): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { stdio: ["ignore", "pipe", "inherit"] });
    let bytes = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes >= until) child.kill();
    });
    child.once("error", reject);
    child.once("close", () => resolve());
  });
}

/** Ours and the yardstick in turns, so that a load that comes and goes meets both; their ratios, and that of the best. */
async function compared(
  { rounds }: Bench,
  ours: () => Promise<number>,
  yardstick: () => Promise<number>,
): Promise<{ readonly ratios: readonly number[]; readonly best: number }> {
  const pairs: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds; round += 1) pairs.push([await ours(), await yardstick()]);
  const least = (at: 0 | 1) => Math.min(...pairs.map(pair => pair[at]));
  return { ratios: pairs.map(([mine, other]) => mine / other), best: least(0) / least(1) };
}

const ssh = ({ server }: Bench, ...command: readonly string[]) => ["-F", server.configFile, "--", host, ...command];
const fresh = (bench: Bench) => timed(() => ran("ssh", ssh(bench, "true")));

async function launched(bench: Bench, jobs: JobsService, where: string, command: string): Promise<string> {
  const runId = `bench-${String(bench.runs.length)}-${Date.now().toString(36)}`;
  bench.runs.push(runId);
  const result = await jobs.launch(madeDraft({ runId, folder: bench.scratch, command, host: where }), {});
  if (result.kind !== "launched") throw new Error(JSON.stringify(result));
  return runId;
}

async function pollFigure(bench: Bench): Promise<Figure> {
  const jobs = bench.open(mkdtempSync(join(bench.scratch, "storage-")), false);
  await launched(bench, jobs, host, "exec sleep 600");
  const polls = 50;
  const poll = async () => {
    const whole = await timed(async () => {
      for (let at = 0; at < polls; at += 1) await jobs.refresh(host, { adopt: false });
    });
    return whole / polls;
  };
  await poll();
  const { ratios, best } = await compared(bench, poll, () => fresh(bench));
  await jobs.dispose();
  return atMost("jobs: an idle poll, of a fresh ssh", 1 / 50, ratios, best);
}

async function launchFigure(bench: Bench): Promise<Figure> {
  const launch = async () => {
    const jobs = bench.open(mkdtempSync(join(bench.scratch, "storage-")), false);
    const ms = await timed(() => launched(bench, jobs, host, "exec true"));
    await jobs.dispose();
    return ms;
  };
  const { ratios, best } = await compared(bench, launch, () => fresh(bench));
  return atMost("jobs: a launch with its connection, of a fresh ssh", 2.5, ratios, best);
}

function makeRun(scratch: string): string {
  const run = join(scratch, "run");
  mkdirSync(join(run, "out", "rollouts"), { recursive: true });
  const line = `${JSON.stringify({ input: "p".repeat(400), output: "o".repeat(600), score: 0, step: 1 })}\n`;
  for (let step = 1; step <= 400; step += 1)
    writeFileSync(join(run, "out", "rollouts", `${String(step)}.jsonl`), line.repeat(27));
  return run;
}

async function pullFigures(bench: Bench): Promise<readonly Figure[]> {
  const run = makeRun(bench.scratch);
  const connection = openHost(host, { trainerFolder, configFile: bench.server.configFile });
  const limits = { fileBytes: 1e9, totalBytes: 1e10 };
  const pull = (localFolder: string) =>
    timed(async () => {
      const outcome = await pullRun({ connection, runFolder: run, localFolder, limits, rsync: null });
      if (outcome.kind !== "pulled") throw new Error(JSON.stringify(outcome));
    });
  const newFolder = () => mkdtempSync(join(bench.scratch, "pulled-"));
  const tar = () => {
    const line = 'ssh -F "$1" -- "$2" "tar -cf - -C $3 ." | tar -xf - -C "$4"';
    const words = ["-c", line, "sh", bench.server.configFile, host, run, newFolder()];
    return timed(() => ran("sh", words));
  };
  // As in a window: the host is being asked already.
  await connection.run("true");
  const first = await compared(bench, () => pull(newFolder()), tar);
  const local = newFolder();
  await pull(local);
  const again = await compared(
    bench,
    () => pull(local),
    () => fresh(bench),
  );
  await connection.dispose();
  return [
    atMost("jobs: 400 small files pulled the first time, of tar over ssh", 2, first.ratios, first.best),
    atMost("jobs: nothing new to pull, of a fresh ssh", 0.5, again.ratios, again.best),
  ];
}

async function followFigure(bench: Bench): Promise<Figure> {
  const jobs = bench.open(mkdtempSync(join(bench.scratch, "storage-")), false);
  const runId = await launched(bench, jobs, host, "exec sleep 600");
  const log = join(bench.server.home, "runs", runId, "log");
  const block = Buffer.alloc(1024 * 1024, "a line of a log that nobody reads to its end\n");
  for (let at = 0; at < logBytes; at += block.length) appendFileSync(log, block);
  const follow = () =>
    timed(
      () =>
        new Promise<void>(resolve => {
          let bytes = 0;
          const stream = jobs.follow({ host, runId }, 0, chunk => {
            bytes += chunk.length;
            if (bytes < logBytes) return;
            resolve();
            stream.close();
          });
        }),
    );
  const tail = () => timed(() => ran("ssh", ssh(bench, `tail -c +1 -F ${log}`), logBytes));
  const { ratios, best } = await compared({ ...bench, rounds: Math.min(bench.rounds, 4) }, follow, tail);
  await jobs.dispose();
  rmSync(log);
  // At least half as fast: at most twice the time.
  return atMost("jobs: time of a followed log of 128 MB, of ssh tail -F", 2, ratios, best);
}

/** Time on the processor so far, in seconds, of this process and of its ssh clients. */
function busySeconds(clients: readonly number[]): number {
  const { user, system } = process.cpuUsage();
  const ticks = clients.map(pid => {
    const fields =
      readFileSync(`/proc/${String(pid)}/stat`, "utf8")
        .split(") ")[1]
        ?.split(" ") ?? [];
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  });
  return (user + system) / 1e6 + ticks.reduce((sum, value) => sum + value, 0) / 100;
}

async function manyFigures(bench: Bench): Promise<readonly Figure[]> {
  const jobs = bench.open(mkdtempSync(join(bench.scratch, "storage-")), true);
  const launchAll = async (where: string) => {
    for (let at = 0; at < jobsEach; at += 1) await launched(bench, jobs, where, "exec sleep 600");
  };
  await Promise.all(hosts.map(launchAll));
  jobs.setWatched(true);
  const rest = (seconds: number) => new Promise(resolve => setTimeout(resolve, seconds * 1000));
  // What the launches began comes to its end first: their last look, the first pull of each.
  await rest(10);
  let most = 0;
  const shares: number[] = [];
  for (let window = 0; window < windows; window += 1) {
    const before = busySeconds(sshProcesses(bench.server.configFile));
    await rest(windowSeconds);
    const clients = sshProcesses(bench.server.configFile);
    most = Math.max(most, clients.length);
    shares.push((100 * (busySeconds(clients) - before)) / windowSeconds);
  }
  const known = jobs.jobs().filter(({ state, unreachableSince }) => state === "running" && unreachableSince === null);
  await jobs.dispose();
  const count = hosts.length * jobsEach;
  const name = `jobs: ${String(count)} on ${String(hosts.length)} hosts, asked each second`;
  return [
    exactly(`${name}: connections`, "≤ 15", String(most), most <= 15 && known.length === count),
    atMost(`${name}: of a core`, 2, shares, Math.min(...shares), " %"),
  ];
}

/** The figures of jobs on hosts, over a real sshd on loopback; none, with the reason, where there is none. */
export async function jobFigures(rounds: number, say: (text: string) => void): Promise<readonly Figure[]> {
  const missing = missingPrograms(["sshd", "ssh", "tar", "zsh", "fish", "tcsh"]);
  if (missing !== null) return notMeasured("jobs on hosts", missing, say);
  say("jobs on hosts");
  // Not in the checkout, whose code would travel with every launch.
  const scratch = mkdtempSync(join(tmpdir(), "loupe-bench-"));
  const server = await startSshServer();
  const open = (storage: string, isPolling: boolean) =>
    openJobs({
      ...{ storage, isPolling, trainerFolder, sshPath: "ssh", pullFolder: null, runRoot: "~/runs" },
      sshConfigFile: server.configFile,
      log: { warn: say },
    });
  const bench: Bench = { server, scratch, rounds, open, runs: [] };
  try {
    return [
      await pollFigure(bench),
      await launchFigure(bench),
      ...(await pullFigures(bench)),
      await followFigure(bench),
      ...(await manyFigures(bench)),
    ];
  } finally {
    for (const runId of bench.runs) for (const pid of processesOf(runId)) process.kill(pid, "SIGKILL");
    await server.stop();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}
