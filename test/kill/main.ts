import { fileURLToPath } from "node:url";
import { killRound, moments, victims } from "./killRound.js";

export interface KillOptions {
  readonly rounds: number;
  readonly seed: number;
  readonly out: (line: string) => void;
}

/** Kills in each round: the second finds what the first left. */
const deaths = 2;

/** Kills readers at random moments, threads and processes in turn. True when all rounds gave the same answers. */
export async function main({ rounds, seed, out }: KillOptions): Promise<boolean> {
  const script = fileURLToPath(new URL("victim.mjs", import.meta.url));
  const held = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    // Who dies, and when, follows from the seed too, so that a single round can be had again.
    const turn = seed + round;
    const victim = victims[turn % victims.length] ?? "thread";
    const moment = moments[Math.floor(turn / victims.length) % moments.length] ?? "indexing";
    try {
      await killRound({ victim, moment, deaths, seed: turn, script });
    } catch (error) {
      out(`round ${String(round)} (${victim}, ${moment}, --seed ${String(turn)} --rounds 1): ${String(error)}`);
      return false;
    }
    const name = `${victim} while ${moment}`;
    held.set(name, (held.get(name) ?? 0) + 1);
  }
  for (const [name, count] of held)
    out(`${name.padEnd(26)} ${String(count).padStart(4)} rounds, ${String(count * deaths)} kills: same answers`);
  return true;
}
