import { launchRun } from "../../../src/node/remote/launchRun.js";
import { openHost } from "../../../src/node/remote/openHost.js";
import { writeRunFiles } from "../../../src/node/remote/writeRunFiles.js";
import { filesOf } from "./madeRun.js";

/**
 * A launch in a process of its own, which says each point that it has come to and waits there for its end.
 * Arguments: ssh configuration, trainer folder, host, run folder, command, secret, the point to stop at.
 */
const [, , configFile = "", trainerFolder = "", name = "", folder = "", command = "", secret = "", stopAt = ""] =
  process.argv;

async function reach(point: string): Promise<void> {
  if (point !== stopAt) return;
  process.stdout.write(`at ${point}\n`);
  await new Promise(resolve => setTimeout(resolve, 600_000));
}

const host = openHost(name, { trainerFolder, configFile });
await reach("begin");
await host.run("true");
await reach("connected");
await writeRunFiles(host, folder, filesOf("x", command).slice(0, 2));
await reach("half of the files");
await writeRunFiles(host, folder, filesOf("x", command));
await reach("files");
const launching = launchRun(host, folder, { TOKEN: secret });
// The request leaves with the next turn of the loop; then the host has it and we have no answer.
await new Promise(resolve => setImmediate(resolve));
await reach("launch sent");
await launching;
await reach("launched");
