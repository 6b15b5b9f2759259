import { configDefaults, defineConfig } from "vitest/config";

const fileOf = (name: string) => `test/remote/${name}.test.ts`;

/** Real Slurm and Ray: one cluster at a time, since each believes that the machine is its own. */
const schedulers = ["checkpointJobs", "ray", "scheduledLaunch", "slurm", "slurmRay"].map(fileOf);
/** Trainers' Python and readers of tables; no server. */
const trainers = ["benchmarkTables", "chatTemplate", "verlCompose", "verlLoaders"].map(fileOf);
/** How a host is reached, and what becomes of that: as long as the trainers are shorter than the other two. */
const connections = [
  "connection",
  "drops",
  "failures",
  "killedClient",
  "preflight",
  "quoting",
  "surroundings",
  "withoutProc",
].map(fileOf);

/**
 * What runs one file after the other. The four may run side by side in processes of their own (`npm test` runs three at
 * once, with `--project`): each takes ports of a range of its own, and everything else of theirs is in folders made for
 * them.
 */
const project = (name: string, ports: string, include: readonly string[], exclude: readonly string[] = []) => ({
  extends: true as const,
  test: {
    name,
    include: [...include],
    exclude: [...configDefaults.exclude, ...exclude],
    // No Python leaves files in src/trainer while another project copies it.
    env: { LOUPE_TEST_PORTS: ports, PYTHONDONTWRITEBYTECODE: "1" },
  },
});

// Against real servers and real processes: no second chances.
export default defineConfig({
  test: {
    projects: [
      project("hosts", "11000-14000", ["test/remote/**/*.test.ts"], [...schedulers, ...trainers, ...connections]),
      project("schedulers", "14000-17000", schedulers),
      project("trainers", "17000-18500", trainers),
      project("connections", "18500-20000", connections),
    ],
    fileParallelism: false,
    retry: 0,
    // How long a state is waited for (see also `until`), and what ends a test that hangs: slow machines are no fault.
    expect: { poll: { timeout: 90_000, interval: 100 } },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
