import { execFile, spawn, type ChildProcess } from "node:child_process";
import { promisify } from "node:util";
import type { HostOptions } from "../remote/hostOptions.js";
import { sshArguments } from "../remote/sshArguments.js";
import type { RsyncFetch } from "./pullContext.js";

const run = promisify(execFile);
const timeoutSeconds = 60;
const patienceMs = 1000;

/**
 * rsync 3 sends its own arguments past the shells of the host (`--protect-args`), and from 3.1 on it writes its progress at
 * once (`--outbuf`); older ones and openrsync do not.
 */
async function isKnown(program: string): Promise<boolean> {
  try {
    const { stdout } = await run(program, ["--version"], { timeout: 10_000 });
    return /^rsync\s+version v?3\.[1-9]/m.test(stdout);
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

/** rsync takes its ssh along when it is asked to end; one that does not hear is killed. */
function endWith(signal: AbortSignal, child: ChildProcess): void {
  const end = () => {
    child.kill("SIGTERM");
    const last = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    child.once("close", () => clearTimeout(last));
  };
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  child.once("close", () => signal.removeEventListener("abort", end));
}

/**
 * Spawns rsync; its list of files comes on the standard input, a name ended by NUL each. Its progress is read by nobody but
 * has to be written: so it ends soon after a process that was killed.
 */
function copy(
  program: string,
  args: readonly string[],
  paths: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise(resolve => {
    const env = { ...process.env, SSH_ASKPASS_REQUIRE: "never" };
    const child = spawn(program, [...args], { stdio: ["pipe", "pipe", "ignore"], env, windowsHide: true });
    child.once("error", () => resolve(false));
    child.once("close", code => resolve(code === 0));
    endWith(signal, child);
    child.stdout.resume();
    child.stdin.on("error", () => undefined);
    child.stdin.end(paths.map(path => `${path}\0`).join(""));
  });
}

/**
 * Copies files of a host by rsync over the same ssh, with the same options; false where this machine, or the host, has no
 * rsync from 3.1 on, or it failed: then the files come in the other way. A part of a broken copy is kept and gone on from by the next.
 */
export function rsyncFetch(host: string, options: HostOptions, program = "rsync"): RsyncFetch {
  let isHere: Promise<boolean> | null = null;
  return async (runFolder, paths, { into, earlier, signal }) => {
    // rsync would take what comes after the first colon for the path.
    if (host.includes(":")) return false;
    isHere ??= isKnown(program);
    if (!(await isHere) || signal.aborted) return false;
    const args = [
      ...["--times", "--no-links", "--no-specials", "--no-devices", "--protect-args", "--partial", "--inplace"],
      ...["--progress", "--outbuf=N", ...(earlier === null ? [] : [`--copy-dest=${earlier}`])],
      ...["--from0", "--files-from=-", `--timeout=${String(timeoutSeconds)}`, "-e", transport(host, options)],
      ...["--", `${host}:${runFolder.replace(/\/*$/, "/")}`, into.replace(/\/*$/, "/")],
    ];
    return copy(program, args, paths, signal);
  };
}
