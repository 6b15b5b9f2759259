import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pythonPackages } from "../../../scripts/pythonPackages.mjs";
import { freePort } from "./freePort.js";
import { until } from "../../until.js";

/** A real Ray of one node, from the Python package index, of the current user. */
export interface RayCluster {
  readonly folder: string;
  /** Of the dashboard, on 127.0.0.1. */
  readonly port: number;
  /** What a shell needs to speak to it: PATH, PYTHONPATH, RAY_TMPDIR. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** @param wrap what its command line begins with, e.g. to enter a network namespace */
export async function startRay(wrap: readonly string[]): Promise<RayCluster> {
  const packages = await pythonPackages("ray");
  // Ray makes sockets there, whose paths have 107 bytes at most.
  const folder = mkdtempSync(join(tmpdir(), "lr-"));
  const cluster = new Cluster(folder, packages, wrap, [await freePort(), await freePort(), await freePort()]);
  try {
    await cluster.start();
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster;
}

class Cluster implements RayCluster {
  readonly folder: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  private readonly wrap: readonly string[];
  private readonly agentPort: number;
  private readonly clientPort: number;
  private daemon: ChildProcess | null = null;
  private said = "";

  constructor(folder: string, packages: string, wrap: readonly string[], ports: readonly [number, number, number]) {
    this.folder = folder;
    [this.port, this.agentPort, this.clientPort] = ports;
    this.wrap = wrap;
    this.environment = {
      PATH: `${join(packages, "bin")}${delimiter}${process.env["PATH"] ?? ""}`,
      PYTHONPATH: packages,
      RAY_TMPDIR: folder,
      LOUPE_TEST_RAY: folder,
      RAY_USAGE_STATS_ENABLED: "0",
      // Without it workers wipe their environment, by which they are found at the end.
      SPT_NOENV: "1",
    };
  }

  async start(): Promise<void> {
    const options = [
      ...["--head", "--block", "--disable-usage-stats", "--dashboard-host=127.0.0.1", "--node-ip-address=127.0.0.2"],
      ...["--port=0", `--dashboard-port=${this.port}`, `--dashboard-agent-listen-port=${this.agentPort}`],
      ...["--min-worker-port=0", "--max-worker-port=0", `--ray-client-server-port=${this.clientPort}`],
      ...["--num-cpus=4", "--num-gpus=8", "--object-store-memory=80000000"],
    ];
    const line = [...this.wrap, "python3", "-m", "ray.scripts.scripts", "start", ...options];
    const env = { ...process.env, ...this.environment };
    const daemon = spawn(line[0] ?? "", line.slice(1), { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    this.daemon = daemon;
    this.said = "";
    for (const stream of [daemon.stdout, daemon.stderr])
      stream.on("data", (bytes: Buffer) => (this.said += bytes.toString()));
    await until("Ray", () => this.isUp(), 240);
  }

  /** Everything of it is there when its own start says so. */
  private isUp(): boolean {
    const { daemon, said } = this;
    if (daemon?.exitCode !== null) throw new Error(`Ray ended: ${said.slice(-2000)}`);
    return said.includes("Ray runtime started");
  }

  async kill(): Promise<void> {
    const { daemon } = this;
    this.daemon = null;
    if (daemon === null) return;
    const ended = new Promise(resolve => daemon.once("close", resolve));
    const isOver = daemon.exitCode !== null || daemon.signalCode !== null;
    // Twice: what was being started at the first look is there at the second.
    for (let i = 0; i < 2; i += 1) for (const pid of processesOf(this.folder)) killOne(pid);
    if (!isOver) await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function killOne(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It went by itself meanwhile.
  }
}

/** Everything that was started by this cluster, jobs of it included. */
function processesOf(folder: string): readonly number[] {
  const pids = readdirSync("/proc").filter(name => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.map(Number).filter(pid => {
    try {
      return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(`LOUPE_TEST_RAY=${folder}`);
    } catch {
      return false;
    }
  });
}
