import { join } from "node:path";
import { build } from "esbuild";

/** Bundles `NAME.ts` of this folder into `folder`, for a process of its own; gives the file. */
export async function buildChild(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.cjs`);
  const entryPoints = [join(import.meta.dirname, `${name}.ts`)];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["sharp"],
    logLevel: "error",
  });
  return outfile;
}
