// Writes the tools for language models into package.json, as the code says them.
//   node scripts/toolManifest.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import prettier from "prettier";
import { paths } from "./paths.mjs";

const outfile = join(paths.cache, "toolManifest", "toolManifest.cjs");
const entry = join(paths.root, "src", "node", "tools", "toolManifest.ts");
await build({
  ...{ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "cjs", external: ["sharp"] },
  logLevel: "warning",
});
const { default: module } = await import(pathToFileURL(outfile).href);
const file = join(paths.root, "package.json");
const manifest = JSON.parse(readFileSync(file, "utf8"));
manifest.contributes.languageModelTools = module.toolManifest();
writeFileSync(file, await prettier.format(JSON.stringify(manifest), { filepath: file }));
