import { join } from "node:path";
import { startNamespace } from "./startNamespace.js";
import { startSshServer, type SshServer } from "./startSshServer.js";

const relay = join(import.meta.dirname, "relay.mjs");

/** A way in to a scheduler: its ssh server, in a network of its own where that is possible. */
export async function enterSite(
  ends: (() => unknown)[],
  start: (enter: readonly string[]) => Promise<{ readonly variable: string; readonly stop: () => unknown }>,
): Promise<SshServer> {
  const space = await startNamespace();
  if (space !== null) ends.push(() => space.stop());
  const enter = space?.enter ?? [];
  const { variable, stop } = await start(enter);
  ends.push(stop);
  const proxy = space === null ? [] : [`ProxyCommand ${[...enter, process.execPath, relay, "%p"].join(" ")}`];
  const server = await startSshServer({
    wrap: () => enter,
    clientLines: () => proxy,
    serverLines: [`SetEnv ${variable}`],
  });
  ends.push(() => server.stop());
  return server;
}
