import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { paths } from "./paths.mjs";

/**
 * Bundles the tests that run inside VS Code.
 *
 * @param {string} [only] of all suites, those whose file name begins so
 * @returns {Promise<string>} the module that VS Code is told to run
 */
export async function buildHostTests(only = "") {
  const source = join(paths.root, "test", "host");
  const outdir = join(paths.out, only === "" ? "host-tests" : `host-tests-${only}`);
  rmSync(outdir, { recursive: true, force: true });
  const suite = readdirSync(join(source, "suite")).filter(name => name.endsWith(".test.ts") && name.startsWith(only));
  await esbuild.build({
    entryPoints: [join(source, "index.ts"), ...suite.map(name => join(source, "suite", name))],
    outbase: source,
    outdir,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // As the extension is bundled: some packages are whole only as modules.
    ...{ conditions: ["module"], mainFields: ["module", "main"] },
    sourcemap: "inline",
    // mocha loads its reporters by path, so it cannot be bundled.
    external: ["vscode", "sharp", "mocha"],
    logLevel: "warning",
  });
  return join(outdir, "index.js");
}
