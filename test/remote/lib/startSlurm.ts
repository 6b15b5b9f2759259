import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { freePort } from "./freePort.js";
import { programPath } from "./missingPrograms.js";
import { descendants } from "./startSshServer.js";
import { until } from "../../until.js";

/** Programs without which there is no Slurm. */
export const slurmPrograms = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol"];

/** A real Slurm of two nodes, both this machine, of the current user and without any change to the system. */
export interface SlurmCluster {
  readonly folder: string;
  /** SLURM_CONF: what every program of Slurm has to be told. */
  readonly configFile: string;
  /** Runs `scontrol` or another program of this cluster; gives what it printed. */
  run(program: string, ...args: readonly string[]): string;
  /** Ends a node as a power cut does: its daemon and everything that it started. */
  killNode(name: "n1" | "n2"): Promise<void>;
  startNode(name: "n1" | "n2"): Promise<void>;
  stopController(): Promise<void>;
  startController(): Promise<void>;
  stop(): Promise<void>;
}

const user = userInfo().username;

function slurmConf(folder: string, ports: readonly [number, number, number]): string {
  const [controller, first, second] = ports;
  const node = (name: string, port: number) =>
    `NodeName=${name} NodeHostname=${hostname()} NodeAddr=127.0.0.1 Port=${port} CPUs=4 RealMemory=1000 Gres=gpu:8`;
  return [
    ...["ClusterName=loupe", `SlurmctldHost=${hostname()}(127.0.0.1)`, `SlurmctldPort=${controller}`],
    // Nothing but loopback is listened on.
    "CommunicationParameters=NoCtldInAddrAny,NoInAddrAny",
    ...["AuthType=auth/munge", `AuthInfo=socket=${folder}/munge.socket`, "CryptoType=crypto/munge"],
    ...[`SlurmUser=${user}`, `SlurmdUser=${user}`, `StateSaveLocation=${folder}/state`],
    ...[`SlurmdSpoolDir=${folder}/spool-%n`, `SlurmctldPidFile=${folder}/slurmctld.pid`],
    ...[`SlurmdPidFile=${folder}/slurmd-%n.pid`, `SlurmctldLogFile=${folder}/slurmctld.log`],
    ...[`SlurmdLogFile=${folder}/slurmd-%n.log`, "ProctrackType=proctrack/linuxproc", "TaskPlugin=task/none"],
    // A node that is slow is not down, and a job that begins late is not missing.
    ...["SwitchType=switch/none", "MpiDefault=none", "ReturnToService=2", "SlurmdTimeout=15", "SlurmctldTimeout=5"],
    ...["KillWait=10", "InactiveLimit=0", "MinJobAge=300", "BatchStartTimeout=60", "MessageTimeout=10"],
    "SchedulerParameters=sched_interval=1,batch_sched_delay=0,bf_interval=1,sched_min_interval=0",
    ...["SelectType=select/cons_tres", "SelectTypeParameters=CR_Core", "GresTypes=gpu"],
    ...["AccountingStorageType=accounting_storage/none", "JobAcctGatherType=jobacct_gather/none"],
    ...["JobCompType=jobcomp/none", "SlurmdParameters=config_overrides"],
    ...[node("n1", first), node("n2", second)],
    "PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP",
    "",
  ].join("\n");
}

class Cluster implements SlurmCluster {
  readonly folder: string;
  readonly configFile: string;
  private readonly wrap: readonly string[];
  private readonly daemons = new Map<string, ChildProcess>();

  constructor(folder: string, wrap: readonly string[]) {
    this.folder = folder;
    this.wrap = wrap;
    this.configFile = join(folder, "slurm.conf");
  }

  run(program: string, ...args: readonly string[]): string {
    const env = { ...process.env, SLURM_CONF: this.configFile };
    const line = [...this.wrap, program, ...args];
    return execFileSync(line[0] ?? "", line.slice(1), { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  start(name: string, program: string, ...args: readonly string[]): ChildProcess {
    const env = { ...process.env, SLURM_CONF: this.configFile };
    const line = [...this.wrap, programPath(program) ?? program, ...args];
    const daemon = spawn(line[0] ?? "", line.slice(1), { env, stdio: "ignore" });
    this.daemons.set(name, daemon);
    return daemon;
  }

  private async end(name: string, signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    const daemon = this.daemons.get(name);
    if (daemon?.pid === undefined) return;
    this.daemons.delete(name);
    kill(daemon.pid, signal);
    if (daemon.exitCode === null && daemon.signalCode === null)
      await new Promise(resolve => daemon.once("exit", resolve));
  }

  async killNode(name: "n1" | "n2"): Promise<void> {
    await this.end(name);
    const ours = processesWith(`SLURM_CONF=${this.configFile}`);
    const ofNode = ours.filter(pid => environmentOf(pid).includes(`SLURMD_NODENAME=${name}`));
    // The daemon of each job is nobody's child and knows its node only by what it runs.
    const steps = ours.filter(pid => descendants(pid).some(child => ofNode.includes(child)));
    for (const pid of [...steps, ...ofNode]) kill(pid);
  }

  async startNode(name: "n1" | "n2"): Promise<void> {
    this.start(name, "slurmd", "-D", "-N", name);
    await until(`node ${name}`, () => /^(?:idle|mixed|alloc)/.test(this.run("sinfo", "-h", "-n", name, "-o", "%t")));
  }

  /** As for an update: it writes down what it knows. */
  stopController(): Promise<void> {
    return this.end("controller", "SIGTERM");
  }

  async startController(): Promise<void> {
    this.start("controller", "slurmctld", "-D");
    await until("slurmctld", () => {
      try {
        return this.run("scontrol", "ping").includes("UP");
      } catch {
        return false;
      }
    });
  }

  async stop(): Promise<void> {
    await Promise.all([...this.daemons.keys()].map(name => this.end(name)));
    for (const pid of processesWith(`SLURM_CONF=${this.configFile}`)) kill(pid);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function kill(pid: number, signal: NodeJS.Signals = "SIGKILL"): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It went by itself meanwhile.
  }
}

function environmentOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
  } catch {
    return [];
  }
}

function processesWith(entry: string): readonly number[] {
  const all = readdirSync("/proc").filter(name => /^\d+$/.test(name));
  return all.map(Number).filter(pid => pid !== process.pid && environmentOf(pid).includes(entry));
}

/**
 * Starts munge, the controller and two nodes in a new folder that `stop` removes.
 *
 * @param wrap what their command lines begin with, e.g. to enter a network namespace
 */
export async function startSlurm(wrap: readonly string[] = []): Promise<SlurmCluster> {
  const folder = mkdtempSync(join(tmpdir(), "loupe-slurm-"));
  for (const name of ["state", "spool-n1", "spool-n2"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "munge.key"), randomBytes(128), { mode: 0o600 });
  // GPUs are files: nothing but their number matters.
  for (let i = 0; i < 8; i += 1) writeFileSync(join(folder, `gpu${i}`), "");
  writeFileSync(join(folder, "gres.conf"), `Name=gpu File=${folder}/gpu[0-7]\n`);
  const cluster = new Cluster(folder, wrap);
  writeFileSync(cluster.configFile, slurmConf(folder, [await freePort(), await freePort(), await freePort()]));
  const files = ["key", "pid", "log", "seed"].map(kind => `--${kind}-file=${join(folder, `munge.${kind}`)}`);
  const options = [...files, `--socket=${join(folder, "munge.socket")}`];
  try {
    cluster.start("munge", "munged", "--foreground", "--force", ...options);
    await until("munge", () => answers(cluster, folder));
    await cluster.startController();
    await Promise.all([cluster.startNode("n1"), cluster.startNode("n2")]);
  } catch (error) {
    const log = readFileSync(join(folder, "slurmctld.log"), "utf8").slice(-2000);
    await cluster.stop();
    throw new Error(`no Slurm: ${log}`, { cause: error });
  }
  return cluster;
}

function answers(cluster: SlurmCluster, folder: string): boolean {
  try {
    cluster.run("munge", "-n", "-S", join(folder, "munge.socket"));
    return true;
  } catch {
    return false;
  }
}
