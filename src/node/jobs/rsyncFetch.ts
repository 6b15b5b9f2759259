import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import type { HostOptions } from "../remote/hostOptions.js";
import { sshArguments } from "../remote/sshArguments.js";
import type { RsyncFetch } from "./pullContext.js";

const run = promisify(execFile);
const timeoutSeconds = 60;

/** rsync 3 sends its own arguments past the shells of the host (`--protect-args`); older ones and openrsync do not. */
async function isRsync3(program: string): Promise<boolean> {
  try {
    const { stdout } = await run(program, ["--version"], { timeout: 10_000 });
    return /^rsync\s+version v?3\./m.test(stdout);
  } catch {
    return false;
  }
}

/** rsync cuts its `-e` at spaces and knows both quotes. */
function transportWord(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  if (!word.includes("'")) return `'${word}'`;
  return `"${word.replaceAll('"', '""')}"`;
}

/** Everything that ssh is given before the host, which rsync adds together with its own constant command. */
function transport(host: string, options: HostOptions): string {
  const args = sshArguments(host, options, null);
  return [options.sshPath ?? "ssh", ...args.slice(0, args.indexOf("--"))].map(transportWord).join(" ");
}

/** Spawns rsync; its list of files comes on the standard input, a name ended by NUL each. */
function copy(program: string, args: readonly string[], paths: readonly string[]): Promise<boolean> {
  return new Promise(resolve => {
    const child = spawn(program, [...args], { stdio: ["pipe", "ignore", "ignore"] });
    child.once("error", () => resolve(false));
    child.once("close", code => resolve(code === 0));
    child.stdin.on("error", () => undefined);
    child.stdin.end(paths.map(path => `${path}\0`).join(""));
  });
}

/**
 * Copies files of a host by rsync over the same ssh, with the same options; false where this machine, or the host, has no
 * rsync 3, or it failed: then the files come in the other way. A part of a broken copy is kept and gone on with.
 */
export function rsyncFetch(host: string, options: HostOptions, program = "rsync"): RsyncFetch {
  let isHere: Promise<boolean> | null = null;
  return async (runFolder, paths, into) => {
    // rsync would take what comes after the first colon for the path.
    if (host.includes(":")) return false;
    isHere ??= isRsync3(program);
    if (!(await isHere)) return false;
    const args = [
      ...["--times", "--no-links", "--no-specials", "--no-devices", "--protect-args", "--partial", "--inplace"],
      ...["--from0", "--files-from=-", `--timeout=${String(timeoutSeconds)}`, "-e", transport(host, options)],
      ...["--", `${host}:${runFolder.replace(/\/*$/, "/")}`, into.replace(/\/*$/, "/")],
    ];
    return copy(program, args, paths);
  };
}
