// Writes the JSON schema of *.loupe-run.json into media/, as the code says it.
//   node scripts/runSchema.mjs
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import prettier from "prettier";
import { paths } from "./paths.mjs";

const outfile = join(paths.cache, "runSchema", "runConfigJsonSchema.mjs");
const entry = join(paths.root, "src", "protocol", "jobs", "runConfigJsonSchema.ts");
await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", logLevel: "warning" });
const { runConfigJsonSchema } = await import(pathToFileURL(outfile).href);
const text = await prettier.format(JSON.stringify(runConfigJsonSchema()), { parser: "json", printWidth: 120 });
writeFileSync(join(paths.root, "media", "loupe-run.schema.json"), text);
