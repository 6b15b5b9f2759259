import { createServer } from "node:net";

/**
 * The preferred port of the loopback address when it is free, else 0 (any). The same port each time lets a browser
 * find its layout of the window again.
 *
 * @param {number} preferred
 * @returns {Promise<number>}
 */
export function freePort(preferred) {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once("error", () => resolve(0));
    probe.listen(preferred, "127.0.0.1", () => probe.close(() => resolve(preferred)));
  });
}
