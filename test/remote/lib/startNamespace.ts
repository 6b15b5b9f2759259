import { spawn } from "node:child_process";
import { readlinkSync } from "node:fs";
import { programPath } from "./missingPrograms.js";

/** Its own address beside 127.0.0.1: for programs that take no loopback one. */
export const namespaceAddress = "10.99.0.1";

/** A network of its own that has nothing but loopback: what listens there on every address is reached by nobody else. */
export interface Namespace {
  /** What a command line has to begin with to run in it. */
  readonly enter: readonly string[];
  stop(): Promise<void>;
}

/** Makes one; null where the system does not let us. */
export async function startNamespace(): Promise<Namespace | null> {
  const enterer = programPath("nsenter");
  if (programPath("unshare") === null || programPath("ip") === null || enterer === null) return null;
  const keeper = spawn(
    "unshare",
    [
      "-n",
      "sh",
      "-c",
      `ip link set lo up && ip addr add ${namespaceAddress}/32 dev lo && echo up && exec sleep 100000`,
    ],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  const ended = new Promise<void>(resolve => keeper.once("close", () => resolve()));
  const up = new Promise<boolean>(resolve => keeper.stdout.once("data", () => resolve(true)));
  const isUp = await Promise.race([up, ended.then(() => false)]);
  const { pid } = keeper;
  if (!isUp || pid === undefined || readlinkSync(`/proc/${pid}/ns/net`) === readlinkSync("/proc/self/ns/net"))
    return null;
  return {
    enter: [enterer, "-t", String(pid), "-n"],
    stop: () => {
      keeper.kill("SIGKILL");
      return ended;
    },
  };
}
