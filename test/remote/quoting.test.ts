import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { launchRun } from "../../src/node/remote/launchRun.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { runRoot } from "../../src/node/remote/runRoot.js";
import { writeRunFiles } from "../../src/node/remote/writeRunFiles.js";
import { hostileValues } from "./lib/hostileValues.js";
import { filesOf, newRunId, reached, untilState } from "./lib/madeRun.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { loginShells, scriptShells, startSshServer, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";

const missing = missingPrograms(["sshd", "ssh", "zsh", "fish", "tcsh", "dash", "bash", "busybox"]);
const kinds = [...loginShells, ...scriptShells];

describe.skipIf(missing !== null)(`whatever a value holds ${missing ?? ""}`, () => {
  let server: SshServer;
  let injected: string;
  let values: readonly string[];
  const hosts: HostConnection[] = [];
  const connect = (name: string) => {
    const host = openHost(name, { trainerFolder, configFile: server.configFile });
    hosts.push(host);
    return host;
  };
  beforeAll(async () => {
    server = await startSshServer();
    injected = join(server.folder, "INJECTED");
    values = hostileValues(injected);
  });
  afterAll(async () => {
    await Promise.all(hosts.map(host => host.dispose()));
    await server.stop();
  });

  it.each(kinds)("it is the content of a file as it is: loupe-%s", async kind => {
    const host = connect(`loupe-${kind}`);
    const folder = join(server.folder, newRunId("contents"));
    const files = values.map((text, i) => ({ path: `file-${i}`, text, isExecutable: false }));
    expect(reached(await writeRunFiles(host, folder, files))).toBe("written");
    const read = files.map(({ path }) => readFileSync(join(folder, path), "utf8"));
    expect(read).toEqual(values);
    expect(readdirSync(folder)).toHaveLength(values.length);
    expect(existsSync(injected)).toBe(false);
  });

  it.each(kinds)("it names a file and a folder, as far as a file system allows: loupe-%s", async kind => {
    const host = connect(`loupe-${kind}`);
    const names = values.filter(value => value !== "" && value.length < 200).map(name => name.replaceAll("/", "_"));
    const folder = join(server.folder, `${newRunId("names")} $(touch x) ' " \\`);
    const files = names.map(path => ({ path: `in ${path}/${path}`, text: path, isExecutable: false }));
    expect(reached(await writeRunFiles(host, folder, files))).toBe("written");
    const written = readdirSync(folder).map(name => name.slice("in ".length));
    expect(written.toSorted()).toEqual(names.toSorted());
    expect(names.map(name => readFileSync(join(folder, `in ${name}`, name), "utf8"))).toEqual(names);
    expect(existsSync(injected)).toBe(false);
  });

  it.each(kinds)("it is the value of a secret and of a variable of the run: loupe-%s", async kind => {
    const host = connect(`loupe-${kind}`);
    const root = reached(await runRoot(host, join(server.folder, "runs")));
    const runId = newRunId("values");
    const folder = join(root, runId);
    // One word of an environment holds at most 128 KiB.
    const short = values.filter(value => value.length < 100_000);
    const secrets = Object.fromEntries(short.map((value, i) => [`VALUE_${i}`, value]));
    mkdirSync(root, { recursive: true });
    const command = `env -0 >"$LOUPE_RUN_DIR/environment"\n`;
    reached(await writeRunFiles(host, folder, filesOf(runId, command)));
    reached(await launchRun(host, folder, secrets));
    await untilState(host, folder, "exited");
    const seen = readFileSync(join(folder, "environment"), "utf8").split("\0");
    expect(short.filter((value, i) => !seen.includes(`VALUE_${i}=${value}`))).toEqual([]);
    expect(existsSync(injected)).toBe(false);
  });

  it("refuses what no shell can hold, and paths that leave the run folder", async () => {
    const host = connect("loupe-dash");
    const write = (path: string, text: string) => writeRunFiles(host, "/tmp/x", [{ path, text, isExecutable: false }]);
    await expect(write("a", "a\0b")).rejects.toThrow(RangeError);
    for (const path of ["../a", "/etc/a", "a/../../b", ""]) await expect(write(path, "")).rejects.toThrow(RangeError);
    await expect(launchRun(host, "/tmp/x", { "A B": "" })).rejects.toThrow(RangeError);
  });

  it.each([
    "-oProxyCommand=touch INJECTED",
    "loupe-dash; touch INJECTED",
    "$(touch INJECTED)",
    "a b",
    "",
    "-v",
    "a\nb",
  ])("a host named %j is refused before ssh sees it", async name => {
    const answer = await connect(name.replace("INJECTED", injected)).run("echo hello");
    expect(answer).toMatchObject({ kind: "unreachable", failure: { kind: "bad-name" } });
    expect(existsSync(injected)).toBe(false);
  });
});
