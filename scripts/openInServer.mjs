import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeServer } from "./codeServer.mjs";
import { freePort } from "./freePort.mjs";
import { installVsix } from "./installVsix.mjs";
import { makeProfile } from "./makeProfile.mjs";
import { packageVsix } from "./packageVsix.mjs";
import { paths } from "./paths.mjs";
import { progress } from "./progress.mjs";
import { startCodeServer } from "./startCodeServer.mjs";
import { ownTarget } from "./vsixTargets.mjs";

const preferredPort = 8418;

/**
 * A password that is made once for this checkout: whoever gets past it has a shell here.
 *
 * @param {string} folder
 */
function keptPassword(folder) {
  const file = join(folder, "password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(12).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

/**
 * Opens a folder or workspace file in a code-server of our own, with the packaged extension installed, and prints the
 * address and the password.
 *
 * @param {string} target
 * @param {{ port?: number, trusts: boolean }} options `trusts`: the folder is ours, so nobody is asked
 * @returns {Promise<import("./startCodeServer.mjs").RunningServer>}
 */
export async function openInServer(target, { port, trusts }) {
  await codeServer();
  const folder = join(paths.cache, "start");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const password = keptPassword(folder);
  const profile = makeProfile({ folder: join(folder, "profile"), keepSettings: true });
  await progress("Installing the extension into code-server", async () => {
    const vsix = await packageVsix(ownTarget(), join(folder, "loupe.vsix"));
    await installVsix(profile, vsix);
  });
  const chosen = port ?? (await freePort(preferredPort));
  const server = await startCodeServer({ profile, password, port: chosen, trusts });
  const query = target.endsWith(".code-workspace") ? "workspace" : "folder";
  console.log(`
  Open      ${server.url}/?${query}=${encodeURI(target)}
  Password  ${password}

  It listens on this machine only. From elsewhere: ssh -L ${new URL(server.url).port}:${server.authority} THIS-MACHINE
  Ctrl-C ends it.
`);
  return server;
}
