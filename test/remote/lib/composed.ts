import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { python } from "../../../scripts/pythonPackages.mjs";

export type Composed = { readonly config: unknown } | { readonly error: string };

/** What Hydra makes of each list of words, with the configuration `name` of a folder. `packages`: see pythonPackages. */
export function composed(
  packages: string,
  folder: string,
  name: string,
  jobs: readonly (readonly string[])[],
): readonly Composed[] {
  const script = join(import.meta.dirname, "compose.py");
  const input = JSON.stringify({ folder, name, jobs });
  const env = { ...process.env, PYTHONPATH: packages, PYTHONIOENCODING: "utf-8", LANG: "C.UTF-8" };
  const ran = spawnSync(python, [script], { input, env, encoding: "utf8", maxBuffer: 1 << 28 });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return JSON.parse(ran.stdout) as readonly Composed[];
}

/** The value at a dotted key; undefined: it is not there. */
export function valueAt(config: unknown, key: string): unknown {
  return key
    .split(".")
    .reduce<unknown>(
      (inner, part) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, part) : undefined),
      config,
    );
}
