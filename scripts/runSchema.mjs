// Writes the JSON schemas of *.loupe-run.json and of a benchmark's mapping.json into media/, as the code says them.
//   node scripts/runSchema.mjs
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import prettier from "prettier";
import { paths } from "./paths.mjs";

const schemas = [
  { folder: "jobs", name: "runConfigJsonSchema", file: "loupe-run.schema.json" },
  { folder: "benchmark", name: "mappingJsonSchema", file: "loupe-mapping.schema.json" },
];

for (const { folder, name, file } of schemas) {
  const outfile = join(paths.cache, "runSchema", `${name}.mjs`);
  const entry = join(paths.root, "src", "protocol", folder, `${name}.ts`);
  await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", logLevel: "warning" });
  const module = await import(pathToFileURL(outfile).href);
  const text = await prettier.format(JSON.stringify(module[name]()), { parser: "json", printWidth: 120 });
  writeFileSync(join(paths.root, "media", file), text);
}
