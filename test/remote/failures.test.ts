import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HostOptions } from "../../src/node/remote/hostOptions.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { freePort } from "./lib/freePort.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { loginCommand, makeKey, startSshServer, writeKnownHosts, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";

const missing = missingPrograms(["sshd", "ssh", "dash"]);

describe.skipIf(missing !== null)(`a host that cannot be reached ${missing ?? ""}`, () => {
  let server: SshServer;
  beforeAll(async () => {
    // A machine without a network may wait for its name server longer than a request waits.
    process.env["RES_OPTIONS"] = "timeout:1 attempts:1";
    const closed = await freePort();
    server = await startSshServer({
      logins: folder => ({
        nologin: "echo This account is currently not available.; exit 1",
        password: `${loginCommand(folder, "dash")}\n  PasswordAuthentication yes`,
      }),
      clientLines: (folder, ports) => [
        ...["Host loupe-unknown", "HostName no-such-host.invalid"],
        ...["Host loupe-closed", `Port ${closed}`],
        ...["Host loupe-refused-nokey", `Port ${ports["dash"] ?? 0}`, `IdentityFile ${folder}/other_key`],
        ...["Host loupe-password-nokey", `Port ${ports["password"] ?? 0}`, `IdentityFile ${folder}/other_key`],
        ...["Host loupe-new", `Port ${ports["dash"] ?? 0}`, "UserKnownHostsFile /dev/null"],
        ...["Host loupe-changed", `Port ${ports["dash"] ?? 0}`, `UserKnownHostsFile ${folder}/other_hosts`],
        ...["Host loupe-behind", `Port ${ports["dash"] ?? 0}`, "ProxyJump loupe-closed"],
        ...["Host loupe-beyond", `Port ${closed}`, "ProxyJump loupe-dash"],
      ],
    });
    makeKey(join(server.folder, "other_key"));
    writeKnownHosts(server.folder, "other_hosts", [server.ports["dash"] ?? 0], "other_key");
  });
  afterAll(async () => {
    delete process.env["RES_OPTIONS"];
    await server.stop();
  });

  const ask = async (name: string, options: Partial<HostOptions> = {}) => {
    const host = openHost(name, { trainerFolder, configFile: server.configFile, ...options });
    const answers = [await host.run("echo hello"), await host.bulk("echo hello", null)];
    const followed = await host.follow("echo hello", () => undefined).closed;
    await host.dispose();
    return [
      ...answers.map(answer => (answer.kind === "unreachable" ? answer.failure.kind : answer.out)),
      followed?.kind,
    ];
  };

  it.each([
    ["loupe-unknown", "unknown-host"],
    ["loupe-closed", "connection-refused"],
    ["loupe-refused-nokey", "refused"],
    ["loupe-password-nokey", "needs-person"],
    ["loupe-new", "unknown-host-key"],
    ["loupe-changed", "changed-host-key"],
    ["loupe-behind", "connection-refused"],
    ["loupe-beyond", "connection-refused"],
    ["loupe-nologin", "no-shell"],
  ])("%s is told as %s by every kind of request", async (name, kind) => {
    expect(await ask(name)).toEqual([kind, kind, kind]);
  });

  it("has no ssh on this machine", async () => {
    expect(await ask("loupe-dash", { sshPath: "/nowhere/ssh" })).toEqual(["no-ssh", "no-ssh", "no-ssh"]);
  });

  it("is told as timed out when it takes the connection and says nothing", async () => {
    const silent = join(server.folder, "silent-ssh");
    writeFileSync(silent, "#!/bin/sh\nexec sleep 60\n", { mode: 0o700 });
    const host = openHost("loupe-dash", { trainerFolder, configFile: server.configFile, sshPath: silent });
    const answer = await host.run("echo hello", { timeoutMs: 300 });
    expect(answer).toMatchObject({ kind: "unreachable", failure: { kind: "timed-out" } });
    const sent = await host.bulk("echo hello", null, undefined, { timeoutMs: 300 });
    expect(sent).toMatchObject({ kind: "unreachable", failure: { kind: "timed-out" } });
    await host.dispose();
  });

  it("is waited for once by all that ask it at the same time", async () => {
    const silent = join(server.folder, "slow-ssh");
    const starts = join(server.folder, "slow-ssh-starts");
    writeFileSync(starts, "");
    writeFileSync(silent, `#!/bin/sh\necho started >> "${starts}"\nexec sleep 60\n`, { mode: 0o700 });
    const host = openHost("loupe-dash", { trainerFolder, configFile: server.configFile, sshPath: silent });
    const answers = await Promise.all(Array.from({ length: 8 }, () => host.run("echo hello", { timeoutMs: 2000 })));
    expect(answers.every(answer => answer.kind === "unreachable" && answer.failure.kind === "timed-out")).toBe(true);
    // Under load the one may have been ended before it got to say so.
    expect(["", "started\n"]).toContain(readFileSync(starts, "utf8"));
    await host.dispose();
  });

  it("answers every request that was waiting, and is asked again by the next one", async () => {
    const host = openHost("loupe-closed", { trainerFolder, configFile: server.configFile });
    const answers = await Promise.all([1, 2, 3].map(() => host.run("echo hello")));
    expect(answers.map(({ kind }) => kind)).toEqual(["unreachable", "unreachable", "unreachable"]);
    await host.dispose();
    expect(await host.run("echo hello")).toMatchObject({ kind: "unreachable", failure: { detail: "closed" } });
  });
});
