import { homedir } from "node:os";
import * as vscode from "vscode";
import * as z from "zod";
import { defaultRunRoot } from "../../node/remote/runRoot.js";
import { expandPath } from "../expandPath.js";

const texts = z.array(z.string()).catch([]);
const text = z.string().catch("");

const read = (name: string): unknown => vscode.workspace.getConfiguration("loupe").get(name);

const pathOf = (name: string): string | null => expandPath(text.parse(read(name)), homedir(), null);

/**
 * The settings of hosts and jobs. Their scope is the machine: a workspace cannot name a host, a program or a folder.
 * Paths are absolute.
 */
export const jobSettings = {
  /** Shown though no job is known on them. */
  hosts: (): readonly string[] => [...new Set(texts.parse(read("hosts")).filter(host => host !== ""))],
  /** The program; a bare name is found in PATH. */
  sshPath(): string {
    const written = text.parse(read("ssh.path")).trim();
    return written === "" ? "ssh" : /[/\\]/.test(written) ? (pathOf("ssh.path") ?? "ssh") : written;
  },
  /** null: ssh's own. */
  sshConfigFile: (): string | null => pathOf("ssh.configFile"),
  /** Of the host, as written: `~` is the home there. */
  runRoot(): string {
    const written = text.parse(read("runRoot")).trim();
    return written === "" ? defaultRunRoot : written;
  },
  /** null: in the extension's own storage. */
  pullFolder: (): string | null => pathOf("pullFolder"),
  async addHost(host: string): Promise<void> {
    await writeHosts([...new Set([...jobSettings.hosts(), host])]);
  },
  async removeHost(host: string): Promise<void> {
    await writeHosts(jobSettings.hosts().filter(one => one !== host));
  },
} as const;

async function writeHosts(hosts: readonly string[]): Promise<void> {
  await vscode.workspace.getConfiguration("loupe").update("hosts", hosts, vscode.ConfigurationTarget.Global);
}
