import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below those that systems give to outgoing connections (32768 and up, or 49152): nobody gets one of these by chance
 * between our look and the start of the server that it is for.
 */
const [first, beyond] = [11_000, 20_000] as const;

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
