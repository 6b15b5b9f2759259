import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { launchRun } from "../../src/node/remote/launchRun.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { runRoot } from "../../src/node/remote/runRoot.js";
import { stopRun } from "../../src/node/remote/stopRun.js";
import { writeRunFiles } from "../../src/node/remote/writeRunFiles.js";
import { filesWith } from "../fixtures/filesWith.js";
import { filesOf, launched, logOf, newRunId, reached, stateOf, untilState } from "./lib/madeRun.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { sshProcesses } from "./lib/sshProcesses.js";
import { startSshServer, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { until } from "../until.js";

const missing = missingPrograms(["sshd", "ssh", "dash"]);
const command = "echo begun with ${#TOKEN}; sleep 600\n";
const secret = "s3cr3t-of-the-launch";
const begun = `begun with ${secret.length}\n`;

describe.skipIf(missing !== null)(`a client that is killed while it launches ${missing ?? ""}`, () => {
  let server: SshServer;
  let host: HostConnection;
  let root: string;
  let program: string;
  beforeAll(async () => {
    server = await startSshServer();
    host = openHost("loupe-dash", { trainerFolder, configFile: server.configFile });
    root = reached(await runRoot(host, "~/runs"));
    program = join(server.folder, "client.mjs");
    const lib = join(import.meta.dirname, "lib");
    const entry = join(lib, "killedClient.ts");
    const define = { "import.meta.dirname": JSON.stringify(lib) };
    await build({ entryPoints: [entry], bundle: true, platform: "node", format: "esm", outfile: program, define });
  });
  afterAll(async () => {
    await host.dispose();
    await server.stop();
  });

  /** Another client does all of it again: then the run has begun once, whoever began it, and its secret is nowhere. */
  const finishes = async (folder: string) => {
    reached(await writeRunFiles(host, folder, filesOf("x", command)));
    expect((await launched(host, folder, { TOKEN: secret })).state.state).toBe("running");
    await until("the log", async () => (await logOf(host, folder)) !== "");
    expect(await logOf(host, folder)).toBe(begun);
    expect(filesWith(secret, [root])).toEqual([]);
    await stopRun(host, folder, 0);
    await untilState(host, folder, "stopped");
  };

  it.each(["begin", "connected", "half of the files", "files", "launch sent", "launched"])(
    "leaves nothing that a second launch does not put right: at %j",
    async point => {
      const folder = `${root}/${newRunId("killed")}`;
      const words = [server.configFile, trainerFolder, "loupe-dash", folder, command, secret, point];
      const mine = sshProcesses(server.configFile).length;
      const client = spawn(process.execPath, [program, ...words], { stdio: ["ignore", "pipe", "inherit"] });
      expect(String((await once(client.stdout, "data"))[0])).toBe(`at ${point}\n`);
      client.kill("SIGKILL");
      await once(client, "close");
      // Its ssh sees the end of its input and goes by itself.
      await until("the end of its ssh", () => sshProcesses(server.configFile).length <= mine);
      if (point === "launched") await untilState(host, folder, "running");
      else if (point !== "launch sent") expect((await stateOf(host, folder)).state).toBe("absent");
      await finishes(folder);
    },
  );

  it("at any byte of what it sends runs a whole request or none of it", async () => {
    const whole = await bytesOfLaunch();
    // Few over all of it, and many over its end, where the request of the launch itself is.
    const early = Array.from({ length: 6 }, (_, i) => Math.floor((whole * i) / 6));
    const late = Array.from({ length: 14 }, (_, i) => whole - 5 - i * 32);
    for (const limit of [...early, ...late]) {
      const folder = `${root}/${newRunId("cut")}`;
      const client = cutClient(limit);
      const written = await writeRunFiles(client, folder, filesOf("x", command));
      const answer = written.kind === "reached" ? await launchRun(client, folder, { TOKEN: secret }) : written;
      expect(answer, `after ${limit} of ${whole} bytes`).toMatchObject({ kind: "unreachable" });
      await client.dispose();
      await finishes(folder);
    }
  }, 600_000);

  /** A client whose ssh is given so many bytes and then the end of its input. */
  const cutClient = (limit: number) => {
    const sshPath = join(server.folder, `ssh-${limit}`);
    writeFileSync(sshPath, `#!/bin/sh\ndd bs=1 count=${limit} 2>/dev/null | ssh "$@"\n`, { mode: 0o700 });
    return openHost("loupe-dash", { trainerFolder, configFile: server.configFile, sshPath });
  };

  /** How much a launch sends; run folders of all tests have names of one length. */
  const bytesOfLaunch = async () => {
    const sent = join(server.folder, "sent");
    const sshPath = join(server.folder, "ssh-counting");
    writeFileSync(sshPath, `#!/bin/sh\ntee ${sent} | ssh "$@"\n`, { mode: 0o700 });
    const client = openHost("loupe-dash", { trainerFolder, configFile: server.configFile, sshPath });
    const folder = `${root}/${newRunId("cut")}`;
    reached(await writeRunFiles(client, folder, filesOf("x", command)));
    reached(await launchRun(client, folder, { TOKEN: secret }));
    await client.dispose();
    await stopRun(host, folder, 0);
    return statSync(sent).size;
  };
});
