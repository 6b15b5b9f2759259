import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { loginShells, scriptShells, startSshServer, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";

const missing = missingPrograms(["sshd", "ssh", "zsh", "fish", "tcsh", "dash", "bash", "busybox"]);

describe.skipIf(missing !== null)(`a host behind a real sshd ${missing ?? ""}`, () => {
  let server: SshServer;
  const open: HostConnection[] = [];
  const connect = (host: string) => {
    const connection = openHost(host, { trainerFolder, configFile: server.configFile });
    open.push(connection);
    return connection;
  };
  beforeAll(async () => {
    server = await startSshServer();
  });
  afterAll(async () => {
    await Promise.all(open.map(connection => connection.dispose()));
    await server.stop();
  });

  it.each([...loginShells, ...scriptShells, "jump"])("answers with exact bytes and the code: loupe-%s", async kind => {
    const host = connect(`loupe-${kind}`);
    const answer = await host.run("printf 'a\\0b\\n\\n'; echo oops >&2; exit 255");
    expect(answer).toEqual({ kind: "answered", code: 255, out: Buffer.from("a\0b\n\n"), err: "oops\n" });
    expect(await host.run("type loupe_state >/dev/null; printf %s $?")).toMatchObject({ out: Buffer.from("0") });
  });
});
