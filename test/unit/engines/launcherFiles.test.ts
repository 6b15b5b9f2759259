import { execFileSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { badMounts, dockerCommand } from "../../../src/core/launch/dockerCommand.js";
import { dockerFindings } from "../../../src/core/launch/dockerFindings.js";
import { launcherFindings } from "../../../src/core/launch/launcherFindings.js";
import { planRun } from "../../../src/core/launch/planRun.js";
import { runConfigSchema, type RunConfig } from "../../../src/core/launch/runConfig.js";
import { slurmFindings } from "../../../src/core/launch/slurmFindings.js";
import { badSlurmValues, slurmScript } from "../../../src/core/launch/slurmScript.js";
import { trainerTexts } from "../../../src/node/launch/trainerTexts.js";

const runId = "run-0123456789ab";
const trainer = await trainerTexts(join(import.meta.dirname, "..", "..", "..", "src", "trainer"));

const config = (more: object): RunConfig =>
  runConfigSchema.parse({
    ...{ name: "a", method: "RL", engine: "verl-current", host: "h", model: { path: "m" }, data: { train: "t" } },
    ...more,
  });
const planOf = (more: object) =>
  planRun(config(more), {
    ...{ runId, strategies: [], trainer, resumeFrom: null },
    ...{ data: { train: "data/train.parquet", validation: null, images: null, shape: null } },
  });
const fileOf = (more: object, path: string) => planOf(more).files.find(file => file.path === path)?.text;
const codesOf = (more: object) => launcherFindings(config(more)).map(({ code }) => code);

/** Whether bash reads it to the end without a mistake. */
function parses(shell: string, text: string): void {
  execFileSync(shell, ["-n"], { input: text, stdio: ["pipe", "ignore", "pipe"] });
}

describe("Slurm's script", () => {
  const options = (more: object, nodes = 1) => {
    const { launcher } = config({ launcher: { kind: "slurm", ...more } });
    if (launcher.kind !== "slurm") throw new Error("no Slurm");
    const text = slurmScript({ runId, launcher, nodes, gpusPerNode: 8 });
    parses("bash", text);
    return text.split("\n").filter(line => line.startsWith("#SBATCH"));
  };

  it("asks for what the configuration names, and for whole nodes where no memory is named", () => {
    const all = options({ partition: "gpu", account: "lab", time: "24:00:00", cpusPerNode: 64 }, 2);
    for (const option of [
      "nodes=2",
      "gpus-per-node=8",
      "partition=gpu",
      "account=lab",
      "time=24:00:00",
      "cpus-per-task=64",
    ])
      expect(all).toContain(`#SBATCH --${option}`);
    expect(all).toContain("#SBATCH --exclusive");
    expect(options({ memory: "200G" })).not.toContain("#SBATCH --exclusive");
  });

  it("takes no environment along, appends to its log and is told 120 s before its end", () => {
    for (const option of ["export=NONE", "open-mode=append", "signal=B:TERM@120", "no-requeue"])
      expect(options({})).toContain(`#SBATCH --${option}`);
    expect(options({ requeue: true })).toContain("#SBATCH --requeue");
  });

  it("has no line but its own, whatever the configuration holds", () => {
    const text = fc.oneof(fc.string(), fc.constantFrom("a\n#SBATCH --uid=0", "a b", "a\n$(touch x)", "'", '"', "a;b"));
    fc.assert(
      fc.property(fc.record({ partition: text, account: text, time: text, memory: text, constraint: text }), values => {
        const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
        const { launcher } = config({ launcher: { kind: "slurm", ...filled } });
        if (launcher.kind !== "slurm") return;
        const script = slurmScript({ runId, launcher, nodes: 1, gpusPerNode: null });
        const bad = new Set(badSlurmValues(launcher).map(([key]) => key));
        for (const [key, value] of Object.entries(filled)) {
          const name = key === "memory" ? "mem" : key;
          const isThere = script.split("\n").includes(`#SBATCH --${name}=${value}`);
          expect(isThere).toBe(!bad.has(`launcher.${key}`));
        }
        const body = script.split("\n").filter(line => !line.startsWith("#SBATCH"));
        expect(body).toEqual(
          slurmScript({ runId, launcher: { kind: "slurm", requeue: false }, nodes: 1, gpusPerNode: null })
            .split("\n")
            .filter(line => !line.startsWith("#SBATCH")),
        );
      }),
    );
  });

  it("comes with everything that it sources", () => {
    const { files } = planOf({ launcher: { kind: "slurm" }, nodes: 2 });
    for (const path of ["slurm.sbatch", "slurm.sh", "lib.sh", "slurm-nodes.sh", "trainer/loupe_ray.py", "command.sh"])
      expect(files.find(file => file.path === path)?.text).toMatch(/\S/);
  });
});

describe("Ray's files", () => {
  it("are its entrypoint and what command.sh asks of the nodes", () => {
    const { files } = planOf({ launcher: { kind: "ray" }, nodes: 2 });
    for (const path of ["ray.sh", "ray.json", "ray-nodes.sh", "trainer/loupe_ray.py"])
      expect(files.find(file => file.path === path)?.text).toMatch(/\S/);
    const command = fileOf({ launcher: { kind: "ray" }, nodes: 2 }, "command.sh") ?? "";
    expect(command).toContain("LOUPE_NODES=2");
    expect(command).toContain("ray-nodes.sh");
  });

  it("are not there for a job of the host", () => {
    expect(
      planOf({})
        .files.map(({ path }) => path)
        .filter(path => /ray|slurm|docker|lib\.sh/.test(path)),
    ).toEqual([]);
  });
});

describe("what is found in a launcher", () => {
  it("is what cannot be handed to Slurm", () => {
    const launcher = { kind: "slurm", partition: "a b", sharedRoot: "/s", memory: "1G" };
    expect(launcherFindings(config({ launcher }))).toEqual([
      { level: "error", code: "slurm-bad-value", values: ["launcher.partition", "a b"], key: "launcher.partition" },
    ]);
  });

  it("is that an array is for evaluation, on one node", () => {
    const launcher = { kind: "slurm", sharedRoot: "/s", memory: "1G", arraySize: 4 };
    expect(codesOf({ launcher })).toEqual(["slurm-array-trains"]);
    expect(codesOf({ launcher, extra: { "trainer.val_only": true } })).toEqual([]);
    expect(
      codesOf({ launcher: { ...launcher, arraySize: 5000 }, nodes: 2, extra: { "trainer.val_only": true } }),
    ).toEqual(["slurm-array-nodes", "slurm-array-size"]);
  });

  it("is what becomes of secrets", () => {
    const environment = { secrets: ["HF_TOKEN"] };
    const slurm = { kind: "slurm", sharedRoot: "/s", memory: "1G" };
    expect(codesOf({ launcher: { ...slurm, requeue: true }, environment })).toEqual(["slurm-requeue-secrets"]);
    expect(codesOf({ launcher: slurm, environment })).toEqual([]);
    expect(codesOf({ launcher: { kind: "ray" }, environment })).toEqual(["ray-secrets"]);
  });

  it("is a container where there can be none", () => {
    const environment = { activate: { kind: "docker", image: "verl", mounts: ["/a:/b", "a:b", "/a:/b,c"] } };
    expect(codesOf({ environment, nodes: 2 })).toEqual(["docker-mount", "docker-mount", "docker-nodes"]);
    expect(codesOf({ environment, launcher: { kind: "ray" } })).toEqual(["ray-docker"]);
  });

  it("forbids a launch with what is an error", () => {
    const { findings } = planOf({ launcher: { kind: "slurm", partition: "a b" } });
    expect(findings.find(({ code }) => code === "slurm-bad-value")?.level).toBe("error");
  });
});

describe("partitions of Slurm", () => {
  const launcher = (partition?: string) =>
    config({ launcher: { kind: "slurm", ...(partition === undefined ? {} : { partition }) } });
  const codes = (partition: string | undefined, out: string) =>
    slurmFindings(launcher(partition), out, 8).map(({ code, values }) => [code, ...values]);

  it("are counted over the lines that sinfo has for one", () => {
    const out =
      "partition|cpu|up|9|(null)\npartition|gpu*|up|1|gpu:a100:4(S:0-1)\npartition|gpu*|up|2|gpu:h800:8(S:0-1),shard:16\n";
    expect(codes(undefined, out)).toEqual([]);
    expect(codes("cpu", out)).toEqual([["slurm-too-few-gpus", "cpu", 8, 0]]);
    expect(codes("fast", out)).toEqual([["slurm-no-partition", "fast", "cpu, gpu"]]);
    expect(codes("fast,gpu", out)).toEqual([]);
  });

  it("are not judged where there is no Slurm, or it is silent", () => {
    expect(codes("gpu", "absent\n")).toEqual([["slurm-absent", "h"]]);
    expect(codes("gpu", "silent|slurm_load_partitions: Unable to contact\n")).toEqual([
      ["slurm-silent", "h", "slurm_load_partitions: Unable to contact"],
    ]);
  });
});

describe("a run in a container", () => {
  const docker = (more: object = {}, rest: object = {}) => ({
    environment: { activate: { kind: "docker", image: "verl:0.9", ...more }, secrets: ["HF_TOKEN", "WANDB_API_KEY"] },
    ...rest,
  });

  /** What docker would be given. */
  function argv(more: object, folder = "/runs/it's a run"): readonly string[] {
    const { environment } = config(more);
    if (environment.activate.kind !== "docker") throw new Error("no docker");
    const text = dockerCommand(config(more), environment.activate, runId, 4);
    const script = text.replace(/^\. .*$/m, `printf '%s\\0' "$@"`);
    const env = { PATH: process.env["PATH"] ?? "", LOUPE_RUN_DIR: folder };
    return execFileSync("sh", ["-c", script], { env, encoding: "utf8" }).split("\0").slice(0, -1);
  }

  it("is the planned command in the image, with the run folder at the same path", () => {
    expect(fileOf(docker(), "train.sh")).toContain("verl.trainer.main_ppo");
    const words = argv(docker());
    expect(words.slice(0, 5)).toEqual(["docker", "run", "--name", `loupe-${runId}`, "--init"]);
    expect(words).toContain(`type=bind,"source=/runs/it's a run","target=/runs/it's a run"`);
    expect(words.slice(-4)).toEqual(["--", "verl:0.9", "/runs/it's a run/docker-start.sh", "/runs/it's a run"]);
  });

  it("is given the chosen GPUs, else so many", () => {
    const gpus = (words: readonly string[]) => words[words.indexOf("--gpus") + 1];
    expect(gpus(argv(docker()))).toBe("4");
    expect(gpus(argv(docker({}, { gpus: { devices: [0, 3] } })))).toBe('"device=0,3"');
  });

  it("is told no secret by docker", () => {
    expect(argv(docker()).join(" ")).not.toMatch(/--env|-e\b|HF_TOKEN/);
  });

  it("keeps words of the configuration words, and leaves out mounts that docker would misread", () => {
    const words = argv(docker({ image: "$(touch x);'", mounts: ["/a b:/c:ro", "/a:/b:exec", "a:/b"] }));
    expect(words).toContain("$(touch x);'");
    expect(words.filter((_, index) => words[index - 1] === "--volume")).toEqual(["/a b:/c:ro"]);
    const activation = { kind: "docker" as const, image: "i", mounts: ["/a:/b", "/a", "/a\n:/b", '/a":/b'] };
    expect(badMounts(activation)).toEqual(["/a", "/a\n:/b", '/a":/b']);
  });

  it("is warned of before a launch", () => {
    const codes = (out: string) => dockerFindings(config(docker()), out).map(({ code }) => code);
    expect(codes("absent\n")).toEqual(["docker-absent"]);
    expect(codes("silent|permission denied\n")).toEqual(["docker-silent"]);
    expect(codes("runtimes|runc io.containerd.runc.v2 \nimage|missing\n")).toEqual([
      "docker-no-gpus",
      "docker-no-image",
    ]);
    expect(codes("runtimes|nvidia runc \n")).toEqual([]);
  });
});
