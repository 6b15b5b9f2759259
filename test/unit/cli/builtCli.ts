import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll } from "vitest";
import { squareGlyphs } from "../simulate/squareGlyphs.js";

const project = resolve(import.meta.dirname, "../../..");

function newestSource(): number {
  const files = readdirSync(join(project, "src"), { recursive: true, encoding: "utf8" });
  return Math.max(...files.map(name => statSync(join(project, "src", name)).mtimeMs));
}

async function bundle(home: string): Promise<string> {
  chmodSync(home, 0o755);
  mkdirSync(join(home, "dist"));
  cpSync(join(project, "package.json"), join(home, "package.json"));
  symlinkSync(join(project, "node_modules"), join(home, "node_modules"), "junction");
  writeFileSync(join(home, "dist", "glyphs.json"), JSON.stringify(squareGlyphs));
  const outfile = join(home, "dist", "cli.js");
  await build({
    entryPoints: [join(project, "src", "cli.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode", "sharp"],
    conditions: ["module"],
    mainFields: ["module", "main"],
    logLevel: "error",
  });
  return outfile;
}

/** The path of the built command line, or of one made now where the build is missing or older than its sources. */
export function builtCli(): () => string {
  let home = "";
  let cli = join(project, "dist", "cli.js");
  beforeAll(async () => {
    if (existsSync(cli) && statSync(cli).mtimeMs >= newestSource()) return;
    home = mkdtempSync(join(tmpdir(), "loupe-bundle-"));
    cli = await bundle(home);
  });
  afterAll(() => {
    if (home !== "") rmSync(home, { recursive: true, force: true });
  });
  return () => cli;
}
