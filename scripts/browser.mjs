import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { brotliDecompressSync } from "node:zlib";
import { npm } from "./npm.mjs";
import { paths } from "./paths.mjs";
import { progress } from "./progress.mjs";

const version = "147.0.0";
// Debian's headless Chromium first: a page of it costs a third of the time that one of the whole browser does.
const installed = [
  "/usr/lib/chromium/chromium-headless-shell",
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const macChrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** @typedef {{ executablePath: string, env: Record<string, string> }} Browser what playwright's `launch` takes */

/** @returns {Record<string, string>} */
const ownEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** @param {string} folder @param {string} packed a tar file packed with brotli */
function unpack(folder, packed) {
  const result = spawnSync("tar", ["xf", "-", "-C", folder], { input: brotliDecompressSync(readFileSync(packed)) });
  if (result.status !== 0) throw new Error(`tar could not unpack ${packed}: ${String(result.stderr)}`);
}

/**
 * Puts the headless Chromium of an npm package into a folder: the binary, its libraries and its fonts are in the
 * package's own files, so neither root nor apt is needed.
 *
 * @param {string} folder
 */
async function install(folder) {
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  try {
    writeFileSync(join(making, "package.json"), '{"private":true}\n');
    await npm(["install", "--ignore-scripts", "--omit=optional", `@sparticuz/chromium@${version}`], { cwd: making });
    const parts = join(making, "node_modules", "@sparticuz", "chromium", "bin");
    const binary = brotliDecompressSync(readFileSync(join(parts, "chromium.br")));
    writeFileSync(join(making, "chromium"), binary, { mode: 0o755 });
    for (const part of ["al2023", "fonts", "swiftshader"]) unpack(making, join(parts, `${part}.tar.br`));
    rmSync(join(making, "node_modules"), { recursive: true });
    // The package's own fonts.conf names folders of another system.
    const fonts = `<?xml version="1.0"?><fontconfig><dir>${join(folder, "fonts")}</dir></fontconfig>\n`;
    writeFileSync(join(making, "fonts.conf"), fonts);
    if (!existsSync(folder)) renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/**
 * A Chromium to drive: the one that $CHROMIUM names, the machine's own, or else one from npm (Linux on x64 only).
 *
 * @returns {Promise<Browser>}
 */
export async function browser() {
  const env = ownEnvironment();
  const wanted = process.env["CHROMIUM"];
  if (wanted) return { executablePath: wanted, env };
  const own = [...installed, macChrome].find(existsSync);
  if (own !== undefined && !process.env["LOUPE_NPM_BROWSER"]) return { executablePath: own, env };
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("No Chromium was found. Install one, or name it in the environment variable CHROMIUM.");
  }
  const folder = join(paths.cache, `chromium-${version}`);
  if (!existsSync(folder)) await progress(`Getting Chromium ${version} from npm`, () => install(folder));
  const libraries = [join(folder, "lib"), env["LD_LIBRARY_PATH"]].filter(Boolean).join(":");
  const fonts = existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_PATH: folder };
  return { executablePath: join(folder, "chromium"), env: { ...env, LD_LIBRARY_PATH: libraries, ...fonts } };
}
