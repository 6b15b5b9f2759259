// Puts Python packages that tests need into .cache/python, in pinned versions, never into the system.
//   node scripts/pythonPackages.mjs NAME        makes the set and prints its folder, which PYTHONPATH takes
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMain } from "./isMain.mjs";
import { paths } from "./paths.mjs";
import { progress } from "./progress.mjs";
import { runProcess } from "./runProcess.mjs";

/**
 * `alone`: without what they depend on, since a trainer's own dependencies (torch, vLLM, CUDA) are several GB that a
 * test of its configuration does not need.
 *
 * @type {Readonly<Record<string, { readonly packages: readonly string[], readonly alone?: readonly string[] }>>}
 */
export const pythonSets = {
  verl: {
    packages: [
      "hydra-core==1.3.8",
      "omegaconf==2.3.1",
      "antlr4-python3-runtime==4.9.3",
      "PyYAML==6.0.3",
      "Jinja2==3.1.6",
    ],
    alone: ["verl==0.9.1"],
  },
  // Several GB: for `npm run test:engines` alone. torchaudio refuses a torch of another release.
  "llama-factory": {
    packages: [
      "llamafactory==0.9.5",
      "transformers==5.6.0",
      "torch==2.8.0",
      "torchvision==0.23.0",
      "torchaudio==2.8.0",
    ],
  },
  // Laid over the set above, whose torch it shares: what this release does not take in the newer version.
  "llama-factory-0.9.3": {
    packages: [],
    alone: [
      "llamafactory==0.9.3",
      "transformers==4.52.4",
      "datasets==3.6.0",
      "accelerate==1.7.0",
      "peft==0.15.2",
      "trl==0.9.6",
      "tokenizers==0.21.1",
      "huggingface_hub==0.36.0",
      // What was built for NumPy 2 does not load beside this one.
      "numpy==1.26.4",
      "pyarrow==20.0.0",
      "scipy==1.14.1",
      "matplotlib==3.9.4",
      "contourpy==1.3.1",
      "pydantic==2.10.6",
      "pydantic-core==2.27.2",
    ],
  },
  ray: { packages: ["ray[default]==2.49.2"] },
  /** What verl's trainer imports besides Ray and torch; laid over "llama-factory", whose torch it shares. */
  verlTrainer: {
    packages: [],
    alone: [
      "tensordict==0.10.0",
      "pyvers==0.1.0",
      "cloudpickle==3.1.2",
      "orjson==3.11.4",
      "codetiming==1.4.0",
      "cachetools==8.0.1",
      "qwen-vl-utils==0.0.14",
    ],
  },
  /** Laid over "llama-factory", whose torch and datasets it shares: what lmms-eval imports to load tasks and judge. */
  "lmms-eval": {
    packages: ["loguru==0.7.3", "sacrebleu==2.5.1", "tenacity==9.2.1", "sympy==1.14.0", "python-dotenv==1.2.4"],
    alone: ["lmms_eval==0.7.3", "evaluate==0.4.5", "dill==0.4.1", "multiprocess==0.70.19"],
  },
  /** Laid over "llama-factory": what `transformers serve` imports besides. */
  "transformers-serve": { packages: [], alone: ["openai==2.8.1", "distro==1.9.0", "jiter==0.11.1", "sniffio==1.3.1"] },
  /** Readers of tables that an export of a benchmark is read back with. DuckDB's package for Node is three times as large. */
  tables: { packages: ["pyarrow==26.0.1", "pandas==2.3.3", "datasets==4.0.0", "duckdb==2.0.0"] },
  /** What verl's tools import besides verl and Ray; no torch. */
  verlTools: { packages: ["pydantic==2.14.3", "Pillow==12.0.0", "transformers==4.57.1"] },
};

/** The Python that tests run. */
export const python = process.env["PYTHON"] ?? "python3";

/** @param {string} folder @param {readonly string[]} args */
const pip = (folder, ...args) =>
  runProcess(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", folder, ...args], {
    env: { ...process.env, PIP_ROOT_USER_ACTION: "ignore" },
  });

/**
 * The folder of a set, made if it is not there. Folders are named after their contents, so that a new pin is a new
 * folder; one that is being made by two at once is the first one's.
 *
 * @param {string} name a key of `pythonSets`
 * @returns {Promise<string>} what PYTHONPATH takes; programs are in its `bin`
 */
export async function pythonPackages(name) {
  const set = pythonSets[name];
  if (set === undefined) throw new Error(`no Python packages are listed as ${name}`);
  const hash = createHash("sha256").update(JSON.stringify(set)).digest("hex").slice(0, 10);
  const folder = join(paths.cache, "python", `${name}-${hash}`);
  if (existsSync(join(folder, ".whole"))) return folder;
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  try {
    await progress(
      `Getting ${[...set.packages, ...(set.alone ?? [])].join(", ")} from the Python package index`,
      async () => {
        if (set.packages.length > 0) await pip(making, ...set.packages);
        if (set.alone !== undefined) await pip(making, "--no-deps", ...set.alone);
      },
    );
    writeFileSync(join(making, ".whole"), "");
    try {
      renameSync(making, folder);
    } catch (error) {
      if (!existsSync(join(folder, ".whole"))) throw error;
    }
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

/** What the tests of `npm test` ask for (test/remote). */
export const testedSets = ["ray", "verl", "verlTools", "tables"];

if (isMain(import.meta.url)) {
  const [name = ""] = process.argv.slice(2);
  console.log(await pythonPackages(name));
}
