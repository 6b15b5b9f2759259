import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pythonPackages } from "../../scripts/pythonPackages.mjs";
import { slurmScript } from "../../src/core/launch/slurmScript.js";
import { openScheduler } from "../../src/node/engines/openScheduler.js";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { writeRunFiles } from "../../src/node/remote/writeRunFiles.js";
import { filesOf, newRunId, reached } from "./lib/madeRun.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { startNamespace } from "./lib/startNamespace.js";
import { slurmPrograms, startSlurm } from "./lib/startSlurm.js";
import { startSshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { until } from "../until.js";

const missing = missingPrograms([...slurmPrograms, "python3", "ip", "ssh", "sshd", "ssh-keygen"]);
const relay = join(import.meta.dirname, "lib", "relay.mjs");

/** Two nodes that are one machine need ports of their own, which two machines do not. */
const rayOfOneMachine = `#!/bin/sh
case "$*" in *--address=*) set -- "$@" --dashboard-agent-listen-port=52999 --min-worker-port=0 --max-worker-port=0 ;; esac
exec python3 -m ray.scripts.scripts "$@" --object-store-memory=80000000
`;

const program = `
import os, ray, time
ray.init()
@ray.remote(num_cpus=3)
def where():
    time.sleep(2)
    return os.environ.get("CHOSEN"), os.environ.get("SECRET"), ray.get_runtime_context().get_node_id()
told = ray.get([where.remote(), where.remote()])
print("nodes", len({node for _, _, node in told}), "told", sorted({pair[:2] for pair in told}), flush=True)
`;

describe.skipIf(missing !== null)(`Ray on two nodes of Slurm${missing === null ? "" : `: ${missing}`}`, () => {
  let host: HostConnection;
  let root: string;
  /** In a network where loopback is the only interface. */
  let isApart = false;
  const ends: (() => unknown)[] = [];

  beforeAll(async () => {
    const space = await startNamespace();
    if (space !== null) ends.push(() => space.stop());
    isApart = space !== null;
    const enter = space?.enter ?? [];
    const cluster = await startSlurm(enter);
    ends.push(() => cluster.stop());
    const proxy = space === null ? [] : [`ProxyCommand ${[...enter, process.execPath, relay, "%p"].join(" ")}`];
    const serverLines = [`SetEnv SLURM_CONF=${cluster.configFile}`];
    const server = await startSshServer({ wrap: () => enter, clientLines: () => proxy, serverLines });
    ends.push(() => server.stop());
    host = openHost("loupe-bash", { trainerFolder, configFile: server.configFile });
    ends.push(() => host.dispose());
    root = mkdtempSync(join(tmpdir(), "loupe-nodes-"));
    ends.push(() => rmSync(root, { recursive: true, force: true, maxRetries: 10 }));
  });

  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
  });

  it("is one cluster, which ends with the job; every worker has the run's variables and secrets", async () => {
    const packages = await pythonPackages("ray");
    const runId = newRunId("nodes");
    const runFolder = join(root, runId);
    const command = [
      ...(isApart ? ["export NCCL_SOCKET_IFNAME=lo"] : []),
      `export PATH=$LOUPE_RUN_DIR/bin:$PATH PYTHONPATH=$LOUPE_RUN_DIR/trainer:${packages}`,
      "set -eu",
      "LOUPE_NODES=2 LOUPE_FORWARD=CHOSEN",
      '. "$LOUPE_RUN_DIR/slurm-nodes.sh"',
      "export CHOSEN=one",
      'python3 "$LOUPE_RUN_DIR/program.py"',
    ].join("\n");
    const launcher = { kind: "slurm" as const, requeue: false };
    const text = slurmScript({ runId, launcher, nodes: 2, gpusPerNode: 8 });
    const trainer = (path: string, name: string) => ({
      ...{ path, isExecutable: false },
      text: readFileSync(join(trainerFolder, name), "utf8"),
    });
    const own = [
      { path: "slurm.sbatch", text, isExecutable: true },
      { path: "bin/ray", text: rayOfOneMachine, isExecutable: true },
      { path: "program.py", text: program, isExecutable: false },
      ...["slurm.sh", "lib.sh", "slurm-nodes.sh"].map(name => trainer(name, name)),
      trainer("trainer/loupe_ray.py", "loupe_ray.py"),
    ];
    reached(await writeRunFiles(host, runFolder, [...filesOf(runId, command), ...own]));
    const slurm = openScheduler({ kind: "slurm" }, host, trainerFolder);
    const job = { runId, runFolder };
    expect(await slurm.submit(job, "SECRET=x\n")).toMatchObject({ kind: "submitted", isNew: true });
    const log = () => readFileSync(join(runFolder, "log"), "utf8");
    const end = await until(
      "its end",
      async () => {
        const answer = await slurm.states([{ ...job, folder: { state: "absent", exitCode: null } }]);
        const state = answer.kind === "answered" ? answer.value.get(runId) : undefined;
        return state === undefined || ["queued", "running"].includes(state.state) ? null : state;
      },
      240,
    );
    expect(end, log()).toMatchObject({ state: "exited", exitCode: 0 });
    expect(log()).toContain("loupe: the Ray cluster has 2 nodes, and all see the run folder");
    expect(log()).toContain("nodes 2 told [('one', 'x')]");
    await until("the end of Ray", () => rayletsOf(runId).length === 0);
  }, 600_000);
});

/** What of the cluster still runs. */
function rayletsOf(runId: string): readonly string[] {
  return readdirSync("/proc").filter(name => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const [line, environment] = ["cmdline", "environ"].map(file => readFileSync(`/proc/${name}/${file}`, "latin1"));
      return /raylet|gcs_server/.test(line ?? "") && (environment ?? "").includes(`LOUPE_RUN_ID=${runId}`);
    } catch {
      return false;
    }
  });
}
