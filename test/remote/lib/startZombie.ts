import { spawn } from "node:child_process";

const script =
  "import os,sys\np=os.fork()\nif p==0: os._exit(0)\nos.waitid(os.P_PID,p,os.WEXITED|os.WNOWAIT)\nprint(p,flush=True)\nsys.stdin.read()\n";

/** A process that has ended and is not reaped until `end` is called. */
export function startZombie(): { readonly pid: Promise<number>; end(): void } {
  const parent = spawn("python3", ["-c", script], { stdio: ["pipe", "pipe", "inherit"] });
  const pid = new Promise<number>(resolve =>
    parent.stdout.once("data", (out: Buffer) => resolve(Number(out.toString()))),
  );
  return { pid, end: () => parent.stdin.end() };
}
