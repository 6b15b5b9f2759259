import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { paths } from "../../scripts/paths.mjs";

let home = "";
let runs = "";
let children: ChildProcess[] = [];

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "loupe-start-"));
  runs = join(home, "my runs");
  mkdirSync(runs);
});

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  children = [];
  rmSync(home, { recursive: true, force: true, maxRetries: 10 });
});

/** `npm start` without npm around it, so that a signal reaches the script itself. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const script = join(inject("checkout"), "scripts", "start.mjs");
  const child = spawn(process.execPath, [script, ...args], {
    cwd: home,
    env: { ...process.env, INIT_CWD: home, ...env },
  });
  children.push(child);
  const output = { text: "" };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output.text += text));
  }
  // Its last words may come after its end.
  return { child, output, ended: once(child, "close").then(([code]: (number | null)[]) => code) };
}

const answers = async (url: string): Promise<number | null> => {
  try {
    return (await fetch(url, { redirect: "manual" })).status;
  } catch {
    return null;
  }
};

/** A VS Code that writes down what it is opened with. `path`: with its command on it. */
function fakeCode() {
  const bin = join(home, "bin");
  const record = join(home, "arguments");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "code"), `#!/bin/sh\nprintf '%s\\n' "$@" > '${record}'\n`);
  chmodSync(join(bin, "code"), 0o755);
  const path = `${bin}${delimiter}${process.env["PATH"] ?? ""}`;
  return { path, args: () => readFileSync(record, "utf8").trim().split("\n") };
}

describe("npm start", () => {
  it("serves a folder behind a password on the loopback address, and ends with its server", async () => {
    const { child, output, ended } = start(["--server", "--port", "0", "my runs"]);
    await expect.poll(() => output.text, { timeout: 240_000, interval: 200 }).toContain("Password  ");
    const url = /Open {6}(http:\/\/127\.0\.0\.1:\d+\/)\?folder=(\S+)/.exec(output.text);
    expect(decodeURI(url?.[2] ?? "")).toBe(runs);
    const password = /Password {2}(\S+)/.exec(output.text)?.[1] ?? "";
    expect(password.length).toBeGreaterThanOrEqual(16);
    const login = await fetch(url?.[1] ?? "", { redirect: "manual" });
    expect([login.status, login.headers.get("location")]).toEqual([302, expect.stringContaining("login")]);
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    await expect.poll(() => answers(url?.[1] ?? "")).toBeNull();
  });

  it("keeps the password from other users of the machine", () => {
    const mode = (...names: string[]) => statSync(join(paths.cache, "start", ...names)).mode & 0o077;
    expect([mode(), mode("password")]).toEqual([0, 0]);
  });

  it("opens a folder in the user's own VS Code when its command is there", async () => {
    const { path, args } = fakeCode();
    const { ended } = start(["my runs"], { PATH: path, VSCODE_IPC_HOOK_CLI: "" });
    expect(await ended).toBe(0);
    expect(args()).toEqual(["--new-window", `--extensionDevelopmentPath=${inject("checkout")}`, runs]);
  });

  it("without a folder opens a sample run and a run that is being trained, and stops that one with a checkpoint", async () => {
    const cache = join(home, "cache");
    const { path, args } = fakeCode();
    const { child, ended } = start([], { PATH: path, VSCODE_IPC_HOOK_CLI: "", LOUPE_CACHE: cache });
    const trained = join(cache, "sample", "miniature-run");
    const steps = () => (existsSync(join(trained, "rollouts")) ? readdirSync(join(trained, "rollouts")).length : 0);
    // The first forty steps are there at once, the others come while one watches.
    await expect.poll(steps, { timeout: 240_000, interval: 200 }).toBeGreaterThan(40);
    expect(args().at(-1)).toBe(join(cache, "sample"));
    expect(existsSync(join(cache, "sample", "sample-run", "rollouts", "40.jsonl"))).toBe(true);
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    const tracker = join(trained, "latest_checkpointed_iteration.txt");
    await expect.poll(() => Number(readFileSync(tracker, "utf8"))).toBeGreaterThan(40);
    await expect.poll(() => Number(readFileSync(tracker, "utf8"))).toBe(steps());
  });

  it("says in one line which folder is missing", async () => {
    const { output, ended } = start(["nowhere"]);
    expect(await ended).toBe(1);
    expect(output.text).toBe(`${join(home, "nowhere")} is not a folder\n`);
  });
});
