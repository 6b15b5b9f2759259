import { build } from "esbuild";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL(".", import.meta.url));

/**
 * Bundles the one that is killed, and with `main` the one that kills, as plain modules.
 *
 * @param {string} folder where to
 * @param {readonly string[]} [names]
 * @returns {Promise<string>} the victim's script
 */
export async function bundleVictim(folder, names = ["victim"]) {
  await build({
    entryPoints: names.map(name => join(source, `${name}.ts`)),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    ...{ conditions: ["module"], mainFields: ["module", "main"] },
    external: ["sharp"],
    logLevel: "warning",
  });
  return join(folder, "victim.mjs");
}
