import { existsSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { spawn } from "node:child_process";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lease } from "../../../src/node/jobs/lease.js";
import { MadeClock } from "./madeClock.js";
import { temporaryFolder } from "./temporaryFolder.js";

const path = () => join(temporaryFolder(), "host.asking");

function holder(file: string, values: object, at: number): void {
  writeFileSync(file, JSON.stringify({ token: "t", machine: hostname(), start: null, isReleased: false, ...values }));
  utimesSync(file, new Date(at), new Date(at));
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise(resolve => child.once("exit", resolve));
  return child.pid ?? 0;
}

describe("a lease", () => {
  it("has one holder", () => {
    const clock = new MadeClock();
    const place = path();
    const [one, other] = [new Lease(place, clock), new Lease(place, clock)];
    expect([one.acquire(), other.acquire(), one.acquire()]).toEqual([true, false, true]);
    expect([one.isHeld(), other.isHeld(), other.isTaken()]).toEqual([true, false, true]);
  });

  it("is free once it was released", () => {
    const clock = new MadeClock();
    const place = path();
    const [one, other] = [new Lease(place, clock), new Lease(place, clock)];
    one.acquire();
    one.release();
    expect([other.isTaken(), other.acquire(), one.acquire()]).toEqual([false, true, false]);
  });

  it("stays with who says that it lives, however long", async () => {
    const clock = new MadeClock();
    const place = path();
    const one = new Lease(place, clock);
    one.acquire();
    await clock.move(10 * 60_000);
    expect([new Lease(place, clock).acquire(), one.isHeld()]).toEqual([false, true]);
    one.release();
  });

  it("is taken over from who was silent for over 30 s, who then knows that it is gone", async () => {
    const clock = new MadeClock();
    const place = path();
    const suspended = new Lease(place, new MadeClock(clock.now()));
    suspended.acquire();
    await clock.move(29_000);
    const other = new Lease(place, clock);
    expect(other.acquire()).toBe(false);
    await clock.move(2_000);
    expect([other.acquire(), suspended.isHeld()]).toEqual([true, false]);
    suspended.release();
    expect(other.isHeld()).toBe(true);
  });

  it("is taken over at once from a process that is gone", async () => {
    const clock = new MadeClock();
    const place = path();
    holder(`${place}.4`, { pid: await deadPid() }, clock.now());
    expect(new Lease(place, clock).acquire()).toBe(true);
    expect(existsSync(`${place}.5`)).toBe(true);
    expect(existsSync(`${place}.4`)).toBe(false);
  });

  it("is taken over from a number that is another process by now", () => {
    const clock = new MadeClock();
    const place = path();
    holder(`${place}.1`, { pid: process.pid, start: "not its start" }, clock.now());
    expect(new Lease(place, clock).acquire()).toBe(process.platform === "linux");
  });

  it("is not taken from another machine that still says that it lives", async () => {
    const clock = new MadeClock();
    const place = path();
    holder(`${place}.1`, { pid: await deadPid(), machine: "elsewhere" }, clock.now());
    expect(new Lease(place, clock).acquire()).toBe(false);
  });

  it("whose file is damaged is free when it is old, and not before", async () => {
    const clock = new MadeClock();
    const place = path();
    writeFileSync(`${place}.1`, "{");
    expect(new Lease(place, clock).acquire()).toBe(false);
    await clock.move(31_000);
    expect(new Lease(place, clock).acquire()).toBe(true);
  });

  it("never has two holders, whoever takes, drops and is suspended when", async () => {
    const deed = fc.tuple(fc.nat({ max: 3 }), fc.constantFrom("acquire", "release", "suspend", "pass"));
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async deeds => {
        const clock = new MadeClock();
        const place = path();
        const own = [0, 1, 2, 3].map(() => new MadeClock(clock.now()));
        const leases = own.map(each => new Lease(place, each));
        for (const [who, what] of deeds) {
          if (what === "acquire") leases[who]?.acquire();
          if (what === "release") leases[who]?.release();
          // Everybody's time passes but that of one, who is suspended.
          const others = own.filter((_, at) => what !== "suspend" || at !== who);
          for (const each of others) await each.move(what === "suspend" ? 40_000 : 1_000);
          await own[who]?.move(0);
          expect(leases.filter(lease => lease.isHeld()).length).toBeLessThanOrEqual(1);
          expect(readdirSync(join(place, "..")).filter(name => name.includes(".asking.")).length).toBeLessThanOrEqual(
            1,
          );
        }
      }),
      { numRuns: 40 },
    );
  });
});
