import { copyFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { makeGlyphs } from "../../../scripts/glyphs.mjs";
import { trainerFolder } from "./trainerFolder.js";

const root = join(import.meta.dirname, "..", "..", "..");

/** Our own command line as it is packaged, in a folder of its own without any node_modules; gives its `dist/trainer`. */
export async function buildProgram(folder: string): Promise<string> {
  const dist = join(folder, "dist");
  await build({
    ...{ entryPoints: [join(root, "src", "cli.ts")], outfile: join(dist, "cli.js"), bundle: true, logLevel: "error" },
    ...{ platform: "node", format: "cjs", target: "node20", external: ["sharp"] },
    ...{ conditions: ["module"], mainFields: ["module", "main"] },
  });
  await makeGlyphs(join(dist, "glyphs.json"));
  copyFileSync(join(root, "package.json"), join(folder, "package.json"));
  cpSync(trainerFolder, join(dist, "trainer"), { recursive: true });
  return join(dist, "trainer");
}
