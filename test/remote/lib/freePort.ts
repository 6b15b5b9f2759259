import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below those that systems give to outgoing connections (32768 and up, or 49152): nobody gets one of these by chance
 * between our look and the start of the server that it is for. Test files that run at the same time are told ranges of
 * their own (vitest.remote.config.mts), so that they do not give each other's either.
 */
const [first, beyond] = (process.env["LOUPE_TEST_PORTS"] ?? "11000-20000").split("-").map(Number) as [number, number];

const given = new Set<number>();

/** A port of the loopback address that nobody has at this moment, each time another one. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(first, beyond);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
