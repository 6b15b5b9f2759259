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
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { freePort } from "./freePort.js";
import { programPath } from "./missingPrograms.js";
import { until } from "../../until.js";

/** Login shells, each a host `loupe-NAME` of the client's configuration. `noisy` is bash whose rc file prints. */
export const loginShells = ["dash", "bash", "zsh", "fish", "tcsh", "noisy"] as const;

/** Hosts whose `sh` is another program than this machine's: what reads our scripts there. */
export const scriptShells = ["sh-dash", "sh-bash", "sh-busybox"] as const;

/** A real OpenSSH server on loopback, of the current user and without any change to the system. */
export interface SshServer {
  /** For `ssh -F`. Hosts: `loupe-dash` … `loupe-noisy`, `loupe-sh-busybox` …, and `loupe-jump` through `loupe-bash`. */
  readonly configFile: string;
  /** Everything of it; also room for the files of a test. */
  readonly folder: string;
  /** HOME of whoever logs in. */
  readonly home: string;
  readonly pid: number;
  /** By the name after `loupe-`. */
  readonly ports: Readonly<Record<string, number>>;
  /** What sshd wrote. */
  log(): string;
  /** Pids of the server's own processes of the connections that are open now. */
  sessions(): readonly number[];
  /** Ends every connection at once, as a network that breaks does. */
  dropAll(): void;
  stop(): Promise<void>;
}

export interface SshServerOptions {
  /** Before ours, so that they win. */
  readonly serverLines?: readonly string[];
  readonly clientLines?: (folder: string, ports: Readonly<Record<string, number>>) => readonly string[];
  /** A command that starts the server in another surrounding, e.g. `unshare`. */
  readonly wrap?: (home: string) => readonly string[];
  /** Further hosts `loupe-NAME`, each with the command that a login at it runs. */
  readonly logins?: (folder: string) => Readonly<Record<string, string>>;
}

/** Starts it; keys and configurations are made in a new folder that `stop` removes. */
export async function startSshServer(options: SshServerOptions = {}): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), "loupe-sshd-"));
  const home = join(folder, "home");
  mkdirSync(home);
  for (const name of ["host_key", "client_key"]) makeKey(join(folder, name));
  writeFileSync(join(folder, "authorized_keys"), readFileSync(join(folder, "client_key.pub")), { mode: 0o600 });
  const logins = { ...loginCommands(folder, home), ...options.logins?.(folder) };
  const ports = await freePorts(Object.keys(logins));
  writeFileSync(join(folder, "sshd_config"), serverConfig(folder, logins, ports, options.serverLines ?? []));
  writeKnownHosts(folder, "known_hosts", Object.values(ports), "host_key");
  const configFile = join(folder, "ssh_config");
  writeFileSync(configFile, clientConfig(folder, ports, options.clientLines?.(folder, ports) ?? []));
  const server = startServer(folder, options.wrap?.(home) ?? []);
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

/** A key without a passphrase, and its `.pub`. */
export function makeKey(file: string): void {
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "loupe-test", "-f", file]);
}

/** Writes which key a client expects at each port; `key` and `file` are names in the folder. */
export function writeKnownHosts(folder: string, file: string, ports: readonly number[], key: string): void {
  const [type, data] = readFileSync(join(folder, `${key}.pub`), "utf8").split(" ");
  writeFileSync(join(folder, file), ports.map(port => `[127.0.0.1]:${port} ${type ?? ""} ${data ?? ""}\n`).join(""));
}

async function freePorts(kinds: readonly string[]): Promise<Readonly<Record<string, number>>> {
  return Object.fromEntries(await Promise.all(kinds.map(async kind => [kind, await freePort()] as const)));
}

function serverConfig(
  folder: string,
  logins: Readonly<Record<string, string>>,
  ports: Readonly<Record<string, number>>,
  lines: readonly string[],
): string {
  const all = Object.entries(ports);
  return [
    ...all.map(([, port]) => `Port ${port}`),
    ...lines,
    "ListenAddress 127.0.0.1",
    `HostKey ${join(folder, "host_key")}`,
    `AuthorizedKeysFile ${join(folder, "authorized_keys")}`,
    `PidFile ${join(folder, "sshd.pid")}`,
    ...["UsePAM no", "StrictModes no", "PasswordAuthentication no", "KbdInteractiveAuthentication no"],
    ...["PermitRootLogin yes", "AllowTcpForwarding yes", "PrintMotd no", "MaxStartups 100", "UseDNS no"],
    ...all.flatMap(([kind, port]) => [`Match LocalPort ${port}`, `  ForceCommand ${logins[kind] ?? "false"}`]),
    "",
  ].join("\n");
}

/** What a login runs: a shell that is given the client's command as sshd gives it to a login shell. */
export function loginCommand(folder: string, shell: string, ...settings: readonly string[]): string {
  return `exec env HOME=${join(folder, "home")} ${settings.join(" ")} ${shell} -c "$SSH_ORIGINAL_COMMAND"`;
}

function loginCommands(folder: string, home: string): Readonly<Record<string, string>> {
  mkdirSync(home, { recursive: true });
  const shells = loginShells.map(kind => {
    const settings = kind === "noisy" ? [`BASH_ENV=${writeNoise(folder)}`] : [];
    return [kind, loginCommand(folder, kind === "noisy" ? "bash" : kind, ...settings)] as const;
  });
  const scripts = scriptShells.map(kind => {
    const bin = linkShell(join(folder, "bin", kind), kind.slice("sh-".length));
    return [kind, loginCommand(folder, "dash", `PATH=${bin}:/usr/sbin:/usr/bin:/sbin:/bin`)] as const;
  });
  return Object.fromEntries([...shells, ...scripts]);
}

function writeNoise(folder: string): string {
  const file = join(folder, "noisy.sh");
  writeFileSync(file, "unset BASH_ENV\necho 'Welcome to the cluster!'\necho 'quota: 98 %' >&2\nprintf 'no newline'\n");
  return file;
}

/** With busybox its other tools come along: a host has either its own or GNU's. */
function linkShell(bin: string, shell: string): string {
  mkdirSync(bin, { recursive: true });
  const program = programPath(shell);
  if (program === null) return bin;
  const tools = "cat chmod date dd grep head ls mkdir mv rm setsid sleep sort stat tail tar touch uname wc".split(" ");
  for (const tool of shell === "busybox" ? ["sh", ...tools] : ["sh"]) symlinkSync(program, join(bin, tool));
  return bin;
}

function clientConfig(folder: string, ports: Readonly<Record<string, number>>, lines: readonly string[]): string {
  const hosts = Object.entries(ports).map(([kind, port]) => `Host loupe-${kind}\n  Port ${port}\n`);
  const jump = `Host loupe-jump\n  Port ${ports["dash"] ?? 0}\n  ProxyJump loupe-bash\n`;
  const all = [
    ...["HostName 127.0.0.1", `User ${userInfo().username}`, "IdentitiesOnly yes", "IdentityAgent none"],
    `UserKnownHostsFile ${join(folder, "known_hosts")}`,
    ...["GlobalKnownHostsFile /dev/null", "StrictHostKeyChecking yes", "LogLevel INFO"],
  ];
  // Names of keys add up over all parts that a host matches: `loupe-…-nokey` has only those that a test gives it.
  const key = `Host loupe-* !loupe-*-nokey\n  IdentityFile ${join(folder, "client_key")}`;
  return [...lines, ...hosts, jump, key, "Host loupe-*", ...all.map(line => `  ${line}`), ""].join("\n");
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
  // The file is there before the number is in it.
  const [, pid] = /^(\d+)\n$/.exec(existsSync(file) ? readFileSync(file, "utf8") : "") ?? [];
  return pid === undefined ? null : Number(pid);
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
  const hasEnded = server.exitCode !== null || server.signalCode !== null;
  const ended = hasEnded ? null : new Promise(resolve => server.once("exit", resolve));
  kill(pid, "SIGKILL");
  await ended;
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
