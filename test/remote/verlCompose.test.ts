import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hydraValue, type HydraValue } from "../../src/core/launch/hydraValue.js";
import { planRun } from "../../src/core/launch/planRun.js";
import { verlOverrides } from "../../src/core/launch/planVerl.js";
import { readRunConfig } from "../../src/core/launch/readRunConfig.js";
import { resolveConfig } from "../../src/core/launch/resolveConfig.js";
import type { TrainerConfig } from "../../src/core/launch/runConfig.js";
import { trainingStages } from "../../src/core/launch/trainingStages.js";
import { isRawText, isRunText, type VerlOverride } from "../../src/core/launch/verlOverride.js";
import { rlStrategy } from "../../src/core/launch/rlStrategy.js";
import { pythonPackages } from "../../scripts/pythonPackages.mjs";
import { configOf, contextOf } from "../unit/launch/planned.js";
import { runCommand, startsOf, writePlan, writeStandIn } from "../unit/launch/standInVerl.js";
import { composed, valueAt } from "./lib/composed.js";
import { missingPrograms } from "./lib/missingPrograms.js";

const missing = missingPrograms(["python3", "dash", "bash", "busybox"]);
const root = join(import.meta.dirname, "..", "..");

/** The examples of an engine, as they are launched but for the activation and cluster of their host. */
function examplesOf(engine: string): readonly (readonly [name: string, config: TrainerConfig])[] {
  return readdirSync(join(root, "examples"))
    .sort()
    .flatMap(name => {
      const read = readRunConfig(readFileSync(join(root, "examples", name), "utf8"));
      if (read.kind !== "config" || read.config.engine === "miniature" || read.config.engine !== engine) return [];
      const { environment } = read.config;
      const here = { ...environment, activate: { kind: "none" as const } };
      return [[name, { ...read.config, launcher: { kind: "host" as const }, nodes: 1, environment: here }] as const];
    });
}

function overridesOf(config: TrainerConfig): readonly VerlOverride[] {
  const resolved = resolveConfig(config);
  const { strategy } = rlStrategy({ method: config.method, strategy: resolved.strategy }, []);
  return verlOverrides(resolved, trainingStages(resolved, strategy).stages).overrides;
}

/** A text of command.sh as the run folder of this start has it. */
function expectedText(text: string, run: string, start: Readonly<Record<string, string>>): string {
  const template = text.startsWith("$(cat ") ? readFileSync(join(run, "chat_template.jinja"), "utf8").trimEnd() : text;
  return template.replaceAll(/\$(\w+)/g, (whole, name: string) => (name === "run" ? run : (start[name] ?? whole)));
}

function expectedValue({ value }: VerlOverride, run: string, start: Readonly<Record<string, string>>): unknown {
  if (isRawText(value)) return undefined;
  if (!isRunText(value)) return value;
  const text = expectedText(value.run, run, start);
  if (value.as === "list") return [text];
  return value.as === "text" ? text : text === "True" ? true : text === "False" ? false : Number(text);
}

describe.skipIf(missing !== null)(`overrides of verl ${missing ?? ""}`, { timeout: 180_000 }, () => {
  let packages: string;
  let home: string;
  beforeAll(async () => {
    packages = await pythonPackages("verl");
    home = mkdtempSync(join(tmpdir(), "loupe-compose-"));
  }, 300_000);
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  /** Starts command.sh with a stand-in for the trainer and composes what each start was told. */
  async function startsComposed(name: string, config: TrainerConfig, folder: string, configName: string) {
    const run = join(home, `${name} [it's, "a" run]`);
    const standIn = writeStandIn(join(home, `${name}.bin`));
    writePlan(planRun(config, contextOf()), run);
    const { code, out } = await runCommand(run, standIn);
    expect(out).toContain("loupe: the run is done");
    expect(code).toBe(0);
    const starts = startsOf(standIn).filter(start => start.args[0] !== "merge");
    const made = composed(
      packages,
      folder,
      configName,
      starts.map(start => start.args),
    );
    return { run, starts, made };
  }

  function checkAll(config: TrainerConfig, { run, starts, made }: Awaited<ReturnType<typeof startsComposed>>) {
    const overrides = overridesOf(config).filter(one => !one.key.startsWith("hydra."));
    const resolved = resolveConfig(config);
    const { stages } = trainingStages(
      resolved,
      rlStrategy({ method: config.method, strategy: resolved.strategy }, []).strategy,
    );
    const expectedStarts = stages.flatMap((stage, index) =>
      stage.phases.map((phase, at) => ({ stage, phase, index, at })),
    );
    expect(starts).toHaveLength(expectedStarts.length);
    for (const [at, { stage, phase, index, at: phaseAt }] of expectedStarts.entries()) {
      const one = made[at]!;
      if ("error" in one) throw new Error(one.error);
      const before = stages[index - 1];
      const words = {
        ...{ folder: join(run, stage.folder), stage: stage.name, phase: phase.name, last: String(phase.lastStep) },
        ...{ train: join(run, "data/train.parquet"), val: join(run, "data/val.parquet") },
        model:
          before === undefined
            ? config.model.path.replace(/^~/, process.env["HOME"] ?? "~")
            : join(run, before.folder, "merged"),
        ...{ LOUPE_RUN_ID: contextOf().runId, before: phaseAt === 0 ? "True" : "False" },
      };
      for (const override of overrides)
        expect([override.key, valueAt(one.config, override.key)]).toEqual([
          override.key,
          expectedValue(override, run, words),
        ]);
    }
  }

  it.each(examplesOf("verl-current"))(
    "%s is composed by verl's own configuration and read back equal",
    async (name, config) => {
      const folder = join(packages, "verl", "trainer", "config");
      checkAll(config, await startsComposed(name, config, folder, "ppo_trainer"));
    },
  );

  it.each(examplesOf("verl-deepeyes"))("%s fits the list of the fork's keys", async (name, config) => {
    const folder = join(home, "deepeyes");
    mkdirSync(folder, { recursive: true });
    const { keys } = JSON.parse(readFileSync(join(root, "test/fixtures/deepeyesKeys.json"), "utf8")) as {
      keys: Record<string, unknown>;
    };
    writeFileSync(join(folder, "ppo_trainer.yaml"), JSON.stringify(nested(keys)));
    checkAll(config, await startsComposed(name, config, folder, "ppo_trainer"));
  });

  it.each(["ray", "slurm"])("of a run on two nodes of %s say so, and how many GPUs each has", async kind => {
    const config = configOf({ nodes: 2, gpus: { perNode: 4 }, hyper: { steps: 20 }, launcher: { kind } });
    const folder = join(packages, "verl", "trainer", "config");
    const all = await startsComposed(`two-nodes-${kind}`, config, folder, "ppo_trainer");
    checkAll(config, all);
    const read = all.made.map(one => ("config" in one ? one.config : {}));
    // The warm start and the main phase.
    expect(read.map(one => valueAt(one, "trainer.nnodes"))).toEqual([2, 2]);
    expect(read.map(one => valueAt(one, "trainer.n_gpus_per_node"))).toEqual([4, 4]);
  });

  it("that name no key are an error, so that a wrong key cannot go unseen", () => {
    const folder = join(packages, "verl", "trainer", "config");
    const [wrong, twice] = composed(packages, folder, "ppo_trainer", [
      ["trainer.nodes=2"],
      ["actor_rollout_ref.rollout.name=vllm", "+trainer.nnodes=2"],
    ]);
    expect(wrong).toHaveProperty("error");
    expect(twice).toHaveProperty("error");
  });

  it.each(["dash", "bash", "busybox sh"])("hold whatever a run folder is called, written by %s", async shell => {
    const hostile = [
      "it's",
      `"q" 'q'`,
      "back\\\\slash\\",
      "a,b=[c]{d}",
      "$HOME `x` $(y)",
      "é漢🙂 #",
      "\\'\\\\'",
      "null",
    ];
    const folder = join(packages, "verl", "trainer", "config");
    const runs: string[] = [];
    const jobs: (readonly string[])[] = [];
    for (const [index, name] of hostile.entries()) {
      const run = join(home, `${shell}-${String(index)}`, name);
      const standIn = writeStandIn(join(home, `${shell}-${String(index)}.bin`));
      writePlan(planRun(configOf({ method: "RL", hyper: { steps: 1 } }), contextOf()), run);
      const { code, out } = await runCommand(run, standIn, shell);
      expect([name, code, out]).toEqual([name, 0, expect.stringContaining("the run is done")]);
      runs.push(run);
      jobs.push(startsOf(standIn)[0]!.args);
    }
    const made = composed(packages, folder, "ppo_trainer", jobs);
    expect(made.map(one => ("config" in one ? valueAt(one.config, "trainer.default_local_dir") : one.error))).toEqual(
      runs.map(run => join(run, "out/ckpt")),
    );
  });

  it("hold any text, number or list, which Hydra reads back equal", () => {
    const folder = join(home, "values");
    mkdirSync(folder, { recursive: true });
    const together = 100;
    const keys = Array.from({ length: together }, (_, index) => `v${String(index)}`);
    writeFileSync(join(folder, "any.yaml"), keys.map(key => `${key}: null\n`).join(""));
    const values = fc.sample(anyValue, { numRuns: 30 * together, seed: 20_261_122 });
    const jobs = Array.from({ length: values.length / together }, (_, job) =>
      keys.map((key, index) => `${key}=${hydraValue(values[job * together + index]!)}`),
    );
    const made = composed(packages, folder, "any", jobs);
    expect(made.filter(one => "error" in one)).toEqual([]);
    const read = made.flatMap(one => keys.map(key => ("config" in one ? valueAt(one.config, key) : undefined)));
    expect(read.map((value, index) => [value, values[index]]).filter(([a, b]) => !isEqual(a, b))).toEqual([]);
  });
});

const pieces = [
  ...["a", " ", "'", '"', "\\", "$", "{", "}", ",", "[", "]", "=", ":", "(", ")", "\n", "é", "漢", "🙂", "#", "~"],
  ...["null", "1e3", "%", "\t", "\u2028"],
];
/** OmegaConf knows no unpaired surrogate, and verl resolves twice, so that no way of writing a reference survives. */
const anyText = fc
  .oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.constantFrom(...pieces)).map(some => some.join("")),
  )
  .filter(one => !one.includes("${") && !one.includes("\0") && !/\p{Surrogate}/u.test(one));
const anyScalar = fc.oneof(
  ...[anyText, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)],
);
const anyValue: fc.Arbitrary<HydraValue> = fc.oneof(anyScalar, fc.array(anyScalar, { maxLength: 4 }));

/** -0 is 0 for Hydra. */
const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Dotted keys as a tree. */
function nested(keys: Readonly<Record<string, unknown>>): unknown {
  const tree: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(keys)) {
    const parts = key.split(".");
    let place = tree;
    for (const part of parts.slice(0, -1)) place = (place[part] ??= {}) as Record<string, unknown>;
    place[parts.at(-1)!] = value;
  }
  return tree;
}
