import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { jobCommands } from "../../../src/node/cli/jobCommands.js";
import { attachLineSchema } from "../../../src/node/cli/attachOutput.js";
import { jobOutput, jobsOutput } from "../../../src/node/cli/jobsOutput.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { madeDraft } from "../jobs/madeDraft.js";
import { madeJobs, trainerFolder } from "../jobs/madeJobs.js";
import { temporaryFolder } from "../jobs/temporaryFolder.js";
import type { Ran } from "./loupe.js";

let storage: string;

beforeEach(() => {
  storage = temporaryFolder();
  vi.stubEnv("LOUPE_STORAGE", storage);
  vi.stubEnv("LOUPE_RUN_ROOT", join(storage, "runs"));
});
afterEach(() => vi.unstubAllEnvs());

async function loupe(...args: readonly string[]): Promise<Ran> {
  let out = "";
  let err = "";
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const code = await runProgram(program("0.0.0", output, jobCommands(trainerFolder, output)), args, output);
  return { code, out, err };
}

async function launch(runId: string, command: string, root = storage): Promise<void> {
  const jobs = madeJobs(root, { runRoot: join(storage, "runs") });
  const result = await jobs.launch(madeDraft({ runId, folder: root, command }), {});
  expect(result.kind).toBe("launched");
}

const until = (what: () => Promise<Ran>, isGood: (ran: Ran) => boolean) =>
  expect.poll(async () => isGood(await what())).toBe(true);

describe("loupe jobs", () => {
  it("lists jobs with their states, for people and as its schema says", async () => {
    await launch("run-of-the-list", "exit 3");
    await until(
      () => loupe("jobs"),
      ({ out }) => out.includes("exited with 3"),
    );
    const { out, code } = await loupe("jobs", "--json");
    expect(code).toBe(0);
    expect(jobsOutput.parse(JSON.parse(out))).toMatchObject({
      jobs: [{ host: "local", run: "run-of-the-list", state: "exited", exitCode: 3 }],
      unreachable: [],
    });
  });

  it("finds runs on a named host that were launched from another machine", async () => {
    await launch("run-from-elsewhere", "exec sleep 600", temporaryFolder());
    expect((await loupe("jobs")).out).toBe("");
    const { out } = await loupe("jobs", "local");
    expect(out).toContain("run-from-elsewhere");
    await loupe("stop", "run-from-elsewhere", "--hard");
  });

  it("ends with 1 and the way out when a host is none", async () => {
    const { code, err } = await loupe("jobs", "-oProxyCommand=touch x");
    expect(code).toBe(2);
    const bad = await loupe("jobs", "--", "-oProxyCommand=touch x");
    expect(bad.code).toBe(1);
    expect(bad.err).toContain("cannot be the name of a host");
    expect(err).not.toBe("");
  });
});

describe("loupe attach", () => {
  it("prints the log to its end, and ends with 4 when the run did not end well", async () => {
    await launch("run-to-attach-to", "for i in 1 2 3; do echo line $i; sleep 0.1; done; exit 5");
    const { code, out, err } = await loupe("attach", "run-to-att");
    expect([code, out]).toEqual([4, "line 1\nline 2\nline 3\n"]);
    expect(err).toContain("exited with 5");
  });

  it("prints pieces with their offsets, and the job at last, as its schema says", async () => {
    await launch("run-in-pieces", "printf 'ü\\nend'");
    const { code, out } = await loupe("attach", "small-run", "--json", "--from", "3");
    const lines = out
      .trimEnd()
      .split("\n")
      .map(line => attachLineSchema.parse(JSON.parse(line)));
    expect(code).toBe(0);
    expect(lines[0]).toEqual({ offset: 3, text: "end" });
    expect(lines.at(-1)).toMatchObject({ job: { state: "exited", exitCode: 0 } });
  });

  it("names the runs that a word may mean, and what to do about one that is not known", async () => {
    await launch("run-twin-1", "exit 0");
    await launch("run-twin-2", "exit 0");
    const both = await loupe("attach", "run-twin");
    expect(both.code).toBe(2);
    expect(both.err).toContain("run-twin-1 on local");
    const none = await loupe("attach", "nothing-like-it");
    expect(none.code).toBe(1);
    expect(none.err).toContain("--host");
  });
});

describe("loupe stop and pull", () => {
  it("stops a run softly, so that it can save", async () => {
    await launch("run-that-saves", 'trap "echo saved; exit 0" TERM; echo up; while :; do sleep 0.1; done');
    await until(
      () => loupe("jobs", "--json"),
      ({ out }) => out.includes('"logBytes":3'),
    );
    const { code, out } = await loupe("stop", "run-that-saves", "--grace", "20", "--json");
    expect(code).toBe(0);
    jobOutput.parse(JSON.parse(out));
    await until(
      () => loupe("jobs"),
      ran => ran.out.includes("stopped"),
    );
    // Some shells say of a child that a signal ended it.
    expect(readFileSync(join(storage, "runs", "run-that-saves", "log"), "utf8")).toMatch(/^up\n(?:.*\n)?saved\n$/);
  });

  it("says where a run is; one of this machine stays where it is", async () => {
    await launch("run-that-is-here", "mkdir -p $LOUPE_RUN_DIR/out/ckpt; echo x");
    const { code, out } = await loupe("pull", "run-that-is-here");
    expect([code, out.trim()]).toEqual([0, join(storage, "runs", "run-that-is-here")]);
  });
});
