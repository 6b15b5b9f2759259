import { crc32 } from "../reward/crc32.js";

const firstPort = 20_000;
const ports = 10_000;

/**
 * The port where the processes of one run meet, 20,000 to 29,999: below what systems hand out by themselves, and the same
 * at each look, so that a preflight can say whether it is busy. Two runs on one host differ but for one pair in 10,000.
 */
export function portOfRun(runId: string): number {
  return firstPort + (crc32(runId) % ports);
}
