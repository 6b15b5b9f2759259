import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { programPath } from "./missingPrograms.js";
import { until } from "./until.js";

/** Login shells, each a host `loupe-NAME` of the client's configuration. `noisy` is bash whose rc file prints. */
export const loginShells = ["dash", "bash", "zsh", "fish", "tcsh", "noisy"] as const;

/** Hosts whose `sh` is another program than this machine's: what reads our scripts there. */
export const scriptShells = ["sh-dash", "sh-bash", "sh-busybox"] as const;

type HostKind = (typeof loginShells)[number] | (typeof scriptShells)[number];

/** A real OpenSSH server on loopback, of the current user and without any change to the system. */
export interface SshServer {
  /** For `ssh -F`. Hosts: `loupe-dash` … `loupe-noisy`, `loupe-sh-busybox` …, and `loupe-jump` through `loupe-bash`. */
  readonly configFile: string;
  /** Everything of it; also room for the files of a test. */
  readonly folder: string;
  /** HOME of whoever logs in. */
  readonly home: string;
  readonly pid: number;
  readonly ports: Readonly<Record<HostKind, number>>;
  /** What sshd wrote. */
  log(): string;
  /** Pids of the server's own processes of the connections that are open now. */
  sessions(): readonly number[];
  /** Ends every connection at once, as a network that breaks does. */
  dropAll(): void;
  stop(): Promise<void>;
}

/** More lines for the server's configuration, or a command that starts it in another surrounding (e.g. `unshare`). */
export interface SshServerOptions {
  readonly serverLines?: readonly string[];
  readonly clientLines?: readonly string[];
  readonly wrap?: readonly string[];
}

/** Starts it; keys and configurations are made in a new folder that `stop` removes. */
export async function startSshServer(options: SshServerOptions = {}): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), "loupe-sshd-"));
  const home = join(folder, "home");
  mkdirSync(home);
  for (const name of ["host_key", "client_key"]) makeKey(join(folder, name));
  writeFileSync(join(folder, "authorized_keys"), readFileSync(join(folder, "client_key.pub")), { mode: 0o600 });
  const ports = await freePorts();
  writeFileSync(join(folder, "sshd_config"), serverConfig(folder, home, ports, options.serverLines ?? []));
  writeKnownHosts(folder, Object.values(ports), "host_key");
  const configFile = join(folder, "ssh_config");
  writeFileSync(configFile, clientConfig(folder, ports, options.clientLines ?? []));
  const server = startServer(folder, options.wrap ?? []);
  const pid = await until("sshd", () => readPid(folder, server));
  await Promise.all(Object.values(ports).map(port => until(`port ${port}`, () => answers(folder, port))));
  const sessions = () => descendants(pid).filter(isServerProcess);
  return {
    ...{ configFile, folder, home, pid, ports, sessions },
    log: () => readFileSync(join(folder, "sshd.log"), "utf8"),
    dropAll: () => sessions().forEach(session => kill(session, "SIGKILL")),
    stop: () => stopServer(server, pid, folder),
  };
}

function makeKey(file: string): void {
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "loupe-test", "-f", file]);
}

/** Writes which key the client expects at each port: `key` is a file name in the folder. */
export function writeKnownHosts(folder: string, ports: readonly number[], key: string): void {
  const [type, data] = readFileSync(join(folder, `${key}.pub`), "utf8").split(" ");
  writeFileSync(
    join(folder, "known_hosts"),
    ports.map(port => `[127.0.0.1]:${port} ${type ?? ""} ${data ?? ""}\n`).join(""),
  );
}

async function freePorts(): Promise<Record<HostKind, number>> {
  const kinds: readonly HostKind[] = [...loginShells, ...scriptShells];
  const found = await Promise.all(kinds.map(async kind => [kind, await freePort()] as const));
  return Object.fromEntries(found) as Record<HostKind, number>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function serverConfig(
  folder: string,
  home: string,
  ports: Readonly<Record<HostKind, number>>,
  lines: readonly string[],
): string {
  const all = Object.entries(ports);
  return [
    ...all.map(([, port]) => `Port ${port}`),
    "ListenAddress 127.0.0.1",
    `HostKey ${join(folder, "host_key")}`,
    `AuthorizedKeysFile ${join(folder, "authorized_keys")}`,
    `PidFile ${join(folder, "sshd.pid")}`,
    ...["UsePAM no", "StrictModes no", "PasswordAuthentication no", "KbdInteractiveAuthentication no"],
    ...["PermitRootLogin yes", "AllowTcpForwarding yes", "PrintMotd no", "MaxStartups 100", "UseDNS no"],
    ...lines,
    ...all.flatMap(([kind, port]) => [`Match LocalPort ${port}`, `  ForceCommand ${loginCommand(folder, home, kind)}`]),
    "",
  ].join("\n");
}

/** What a login at a port runs: a shell that is given the client's command as sshd gives it to a login shell. */
function loginCommand(folder: string, home: string, kind: string): string {
  const bin = join(folder, "bin", kind);
  const run = (shell: string, ...settings: readonly string[]) =>
    `exec env HOME=${home} ${settings.join(" ")} ${shell} -c "$SSH_ORIGINAL_COMMAND"`;
  if (kind === "noisy") return run("bash", `BASH_ENV=${writeNoise(folder)}`);
  if (!kind.startsWith("sh-")) return run(kind);
  linkShell(bin, kind.slice("sh-".length));
  return run("dash", `PATH=${bin}:/usr/sbin:/usr/bin:/sbin:/bin`);
}

function writeNoise(folder: string): string {
  const file = join(folder, "noisy.sh");
  writeFileSync(file, "unset BASH_ENV\necho 'Welcome to the cluster!'\necho 'quota: 98 %' >&2\nprintf 'no newline'\n");
  return file;
}

function linkShell(bin: string, shell: string): void {
  mkdirSync(bin, { recursive: true });
  const program = programPath(shell);
  if (program !== null && !existsSync(join(bin, "sh"))) symlinkSync(program, join(bin, "sh"));
}

function clientConfig(folder: string, ports: Readonly<Record<string, number>>, lines: readonly string[]): string {
  const hosts = Object.entries(ports).map(([kind, port]) => `Host loupe-${kind}\n  Port ${port}\n`);
  const jump = `Host loupe-jump\n  Port ${ports["dash"] ?? 0}\n  ProxyJump loupe-bash\n`;
  const all = [
    ...["HostName 127.0.0.1", `User ${userInfo().username}`, "IdentitiesOnly yes", "IdentityAgent none"],
    ...[`IdentityFile ${join(folder, "client_key")}`, `UserKnownHostsFile ${join(folder, "known_hosts")}`],
    ...["GlobalKnownHostsFile /dev/null", "StrictHostKeyChecking yes", "LogLevel INFO"],
  ];
  return [...lines, ...hosts, jump, "Host loupe-*", ...all.map(line => `  ${line}`), ""].join("\n");
}

function startServer(folder: string, wrap: readonly string[]): ChildProcess {
  const sshd = programPath("sshd") ?? "/usr/sbin/sshd";
  // Where the superuser runs it, sshd wants its empty folder; packages make it at boot.
  if (userInfo().uid === 0 && !existsSync("/run/sshd")) {
    mkdirSync("/run/sshd", { recursive: true });
    chmodSync("/run/sshd", 0o755);
  }
  const line = [...wrap, sshd, "-D", "-f", join(folder, "sshd_config"), "-E", join(folder, "sshd.log")];
  return spawn(line[0] ?? sshd, line.slice(1), { stdio: "ignore" });
}

function readPid(folder: string, server: ChildProcess): number | null {
  if (server.exitCode !== null) throw new Error(`sshd ended: ${readFileSync(join(folder, "sshd.log"), "utf8")}`);
  const file = join(folder, "sshd.pid");
  return existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : null;
}

function answers(folder: string, port: number): boolean {
  return readFileSync(join(folder, "sshd.log"), "utf8").includes(`Server listening on 127.0.0.1 port ${port}.`);
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
}

/** Everything that runs now and descends from a process. */
export function descendants(pid: number): readonly number[] {
  const all = execFileSync("ps", ["-eo", "pid=,ppid=,comm="], { encoding: "utf8" })
    .split("\n")
    .flatMap(line => readStat(line) ?? []);
  const below = (parent: number): readonly number[] =>
    all.filter(stat => stat.parent === parent).flatMap(stat => [stat.pid, ...below(stat.pid)]);
  return below(pid);
}

function readStat(line: string): Stat | null {
  const [, pid, parent, name] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
  if (pid === undefined || parent === undefined || name === undefined) return null;
  return { pid: Number(pid), parent: Number(parent), name };
}

function isServerProcess(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("sshd");
  } catch {
    return false;
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It went by itself meanwhile.
  }
}

async function stopServer(server: ChildProcess, pid: number, folder: string): Promise<void> {
  for (const session of descendants(pid)) kill(session, "SIGKILL");
  const ended = new Promise(resolve => (server.exitCode === null ? server.once("exit", resolve) : resolve(null)));
  kill(pid, "SIGKILL");
  await ended;
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
