import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { readLoupeConfig } from "../../../src/core/dataset/loupeConfig.js";
import { readOwnRewards } from "../../../src/core/reward/ownReward.js";
import { Rewards } from "../../../src/node/reward/rewards.js";
import type { RunsSettings } from "../../../src/protocol/runsApi.js";
import { writeDump, type MadeUpRow } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const open: Rewards[] = [];

beforeAll(() => {
  // Own code is Python: without an interpreter nothing here can be claimed.
  expect(execFileSync("python3", ["--version"], { encoding: "utf8" })).toMatch(/^Python 3\.(?:[7-9]|\d\d)/);
});

afterEach(async () => {
  await Promise.all(open.splice(0).map(rewards => rewards.dispose()));
});

/** A run with one step, rows and a reward function; `run` asks for all of its rollouts. */
async function opened(
  code: string,
  rows: readonly MadeUpRow[],
  own: Readonly<Record<string, unknown>> = {},
  settings: Partial<RunsSettings> = {},
) {
  const folder = makeFolder();
  const file = join(folder, "mine.py");
  writeDump(folder, "1.jsonl", rows);
  writeFileSync(file, code);
  const ownRewards = [{ id: "mine", file, secondsPerRow: 20, ...own }];
  const { runs } = await openRuns({ roots: [folder], ownRewards, ...settings });
  const printed: string[] = [];
  const driver = resolve("media/own_reward.py");
  const rewards = new Rewards(runs, () => undefined, [], undefined, { driver, onOutput: text => printed.push(text) });
  open.push(rewards);
  const set = { run: folder, phase: "training" as const, folder: null, from: null, to: null };
  const run = () => rewards.ownCode.runOwnReward({ id: "mine", rollouts: { set } });
  const scores = () => {
    const [strategy] = rewards.ownCode.scores.strategiesOf(folder);
    return rows.map((_, row) =>
      strategy === undefined
        ? null
        : rewards.ownCode.scores.scoreOf(folder, strategy, { file: join(folder, "1.jsonl"), row }),
    );
  };
  return { folder, file, rewards, set, run, scores, printed };
}

const saying = (...responses: readonly string[]) => responses.map(response => ({ response }));

describe("own code", () => {
  it("is called as verl calls it, and its rewards are a strategy beside the others", async () => {
    const code = `
def compute_score(data_source, solution_str, ground_truth, extra_info, bonus=0, **kwargs):
    right = float(ground_truth in solution_str)
    return {"score": right + bonus, "acc": right, "index": extra_info["index"], "length": len(solution_str), "note": "x"}
`;
    const row = (response: string) => ({ response, more: { data_source: "comics", extra_info: { index: 7 } } });
    const { rewards, set, run, scores, folder } = await opened(code, [row("A"), row("B")], { kwargs: { bonus: 0.5 } });
    expect((await rewards.whatIf.strategies({ run: folder })).strategies.map(({ spec }) => spec)).not.toContain("mine");
    expect(await run()).toMatchObject({
      ...{ kind: "ran", rollouts: 2, cached: 0, moved: 0, notRun: 0, firstProblem: null },
      counts: { scored: 2, raised: 0 },
    });
    expect(scores()).toEqual([
      { kind: "scored", total: 1.5, parts: { acc: 1, index: 7, length: 1 } },
      { kind: "scored", total: 0.5, parts: { acc: 0, index: 7, length: 1 } },
    ]);
    const listed = (await rewards.whatIf.strategies({ run: folder })).strategies.at(-1);
    expect(listed).toMatchObject({ spec: "mine", from: "own-code" });
    const asked = { strategies: ["mine", "rarl"], against: "logged" as const, estimator: "grpo" as const };
    const [[mine] = []] = (await rewards.whatIf.strategyTable({ columns: [set], ...asked })).cells;
    expect(mine).toMatchObject({ means: { total: 1, accuracy: 0.5, format: null }, notRecomputable: 0, flatGroups: 0 });
    const parts = await rewards.whatIf.strategyTable({ columns: [set], ...asked, estimator: "gdpo" });
    expect(parts.cells[0]?.[0]).toMatchObject({ compared: 2, flatGroups: 0 });
    const [foreseen] = await rewards.whatIf.foresee({ set, strategies: ["mine"], estimator: "grpo" });
    expect(foreseen).toMatchObject({ strategy: "mine" });
    const ref = { file: join(folder, "1.jsonl"), row: 0 };
    const shown = await rewards.whatIf.breakdown({ ref, strategies: ["mine"], estimator: "dr-grpo" });
    expect(shown?.breakdowns).toMatchObject([
      { total: 1.5, advantage: 0.5, groupMean: 1, components: { accuracy: 1 }, own: { parts: { length: 1 } } },
    ]);
  });

  it("may be async, and takes what is known of the question where the row logs nothing", async () => {
    const code = `
async def rate(data_source, solution_str, ground_truth, extra_info, **kwargs):
    return len(extra_info["question"]) + 0.25 * (data_source == "")
`;
    const { run, scores } = await opened(code, saying("x"), { function: "rate" });
    await run();
    expect(scores()).toEqual([{ kind: "scored", total: 6.25, parts: {} }]);
  });

  it("prints beside its answers, and reads nothing of ours", async () => {
    const code = `
import os, sys
def compute_score(data_source, solution_str, ground_truth, extra_info, **kwargs):
    print('{"n": 1, "scored": 99, "parts": {}}')
    os.system("echo from a shell")
    os.write(1, b'{"n": 1, "scored": 98, "parts": {}}\\n')
    return len(sys.stdin.read())
`;
    const { run, scores, printed } = await opened(code, saying("x"));
    await run();
    expect(scores()).toEqual([{ kind: "scored", total: 0, parts: {} }]);
    expect(printed.join("")).toContain('"scored": 99');
    expect(printed.join("")).toContain("from a shell");
  });

  it("does not see the variables of the environment that it does not need", async () => {
    process.env["LOUPE_TEST_TOKEN"] = "secret";
    try {
      const code = `
import os
def compute_score(data_source, solution_str, ground_truth, extra_info, **kwargs):
    return {"score": float("LOUPE_TEST_TOKEN" in os.environ), "path": float("PATH" in os.environ)}
`;
      const { run, scores } = await opened(code, saying("x"));
      await run();
      expect(scores()).toEqual([{ kind: "scored", total: 0, parts: { path: 1 } }]);
    } finally {
      delete process.env["LOUPE_TEST_TOKEN"];
    }
  });
});

const hostile = `
import os, subprocess, sys
def compute_score(data_source, solution_str, ground_truth, extra_info, **kwargs):
    if solution_str == "loop":
        while True: pass
    if solution_str == "memory":
        return len(bytearray(4 << 30))
    if solution_str == "exit": sys.exit(0)
    if solution_str == "hard": os._exit(7)
    if solution_str == "raise": raise ValueError("no\\nbox")
    if solution_str == "nan": return float("nan")
    if solution_str == "text": return "1.0"
    if solution_str == "none": return None
    if solution_str == "bare": return {"acc": 1.0}
    if solution_str == "deep": return compute_score("", "deep", "", {})
    return 1
`;

describe("own code that misbehaves", () => {
  it("costs its own rollout alone", async () => {
    const words = ["fine", "exit", "raise", "nan", "text", "none", "bare", "deep", "hard", "fine "];
    const { run, scores } = await opened(hostile, saying(...words));
    expect(await run()).toMatchObject({
      counts: { scored: 2, "no-number": 4, raised: 3, ended: 1 },
      firstProblem: { ref: { row: 1 }, score: { kind: "raised", message: "SystemExit: 0", line: 8 } },
    });
    expect(scores()).toMatchObject([
      { kind: "scored", total: 1 },
      { kind: "raised" },
      { kind: "raised", message: "ValueError: no\nbox", line: 10 },
      { kind: "no-number", returned: "nan" },
      { kind: "no-number", returned: "'1.0'" },
      { kind: "no-number", returned: "None" },
      { kind: "no-number", returned: "{'acc': 1.0}" },
      { kind: "raised" },
      { kind: "ended", how: "exit code 7" },
      { kind: "scored", total: 1 },
    ]);
  });

  it("is ended when it takes too long for a rollout, and given up after a few of them", async () => {
    const words = ["loop", "fine", "loop", "loop", "fine "];
    const { run, scores } = await opened(hostile, saying(...words), { secondsPerRow: 1 });
    expect(await run()).toMatchObject({ counts: { scored: 1, "timed-out": 3 }, notRun: 1 });
    expect(scores().map(score => score?.kind ?? null)).toEqual(["timed-out", "scored", "timed-out", "timed-out", null]);
  });

  it("gets no more memory than it may have", async () => {
    const { run, scores } = await opened(hostile, saying("memory", "fine"), { megabytes: 512 });
    expect(await run()).toMatchObject({ isMemoryLimited: true });
    expect(scores()).toMatchObject([{ kind: "raised", message: "MemoryError", line: 7 }, { kind: "scored" }]);
  });

  it("is stopped with everything that it started", async () => {
    const code = `
import os, subprocess, time
def compute_score(data_source, solution_str, ground_truth, extra_info, folder, **kwargs):
    child = subprocess.Popen(["sleep", "600"])
    with open(os.path.join(folder, "pids"), "w") as file: file.write("%d %d\\n" % (os.getpid(), child.pid))
    time.sleep(600)
`;
    const folder = makeFolder();
    const { run, rewards } = await opened(code, saying("x"), { kwargs: { folder }, secondsPerRow: 600 });
    const running = run();
    const pids = join(folder, "pids");
    await expect.poll(() => existsSync(pids) && readFileSync(pids, "utf8").endsWith("\n")).toBe(true);
    await rewards.ownCode.cancelOwnReward();
    await expect(running).rejects.toThrow("cancelled");
    const isAlive = (pid: string) =>
      existsSync(`/proc/${pid}`) && !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
    const alive = () => readFileSync(pids, "utf8").trim().split(" ").filter(isAlive);
    await expect.poll(alive).toEqual([]);
  });

  it("ends by itself when the window that started it is gone, even in a loop", async () => {
    const child = spawn("python3", [resolve("media/own_reward.py")], { detached: true, stdio: "pipe" });
    const ended = once(child, "close");
    const config = { file: "/mine.py", source: hostile, function: "compute_score", kwargs: {}, megabytes: 4096 };
    child.stdin.write(`${JSON.stringify(config)}\n`);
    const ready: readonly unknown[] = await once(child.stdout.setEncoding("utf8"), "data");
    expect(ready.join("")).toContain('"ready": true');
    const row = { data_source: "", solution_str: "loop", ground_truth: "", extra_info: {} };
    child.stdin.end(`${JSON.stringify({ n: 1, row })}\n`);
    expect(await ended).toEqual([null, "SIGKILL"]);
  });

  it.each([
    ["does not parse", "def compute_score(:\n", "own-not-loaded", 1],
    ["raises when it is loaded", "x = 1\nraise RuntimeError('no')\n", "own-not-loaded", 2],
    ["has no such function", "x = 1\n", "own-not-loaded", null],
    ["ends while it is loaded", "import os\nos._exit(3)\n", "own-not-started", null],
  ])("that %s is said to, once", async (_, code, problem, line) => {
    const { run, scores } = await opened(code, saying("x", "y"));
    expect(await run()).toMatchObject({ kind: "failed", problem: { code: problem }, line });
    expect(scores()).toEqual([null, null]);
  });

  it("is said not to start where there is no such interpreter", async () => {
    const { run } = await opened(hostile, saying("x"), { interpreter: "/no/such/python" });
    expect(await run()).toMatchObject({ kind: "failed", problem: { code: "own-not-started" } });
  });
});

describe("own code that ran before", () => {
  const counting = (factor: number) => `
def compute_score(data_source, solution_str, ground_truth, extra_info, folder, **kwargs):
    with open(folder + "/calls", "a") as file: file.write(solution_str)
    return ${String(factor)} * float(solution_str)
`;

  it("is not run again on the same rollouts, and is once it was edited", async () => {
    const folder = makeFolder();
    const { run, file, scores, rewards, set } = await opened(counting(1), saying("0", "1", "2"), {
      kwargs: { folder },
    });
    const calls = () => readFileSync(join(folder, "calls"), "utf8");
    expect(await run()).toMatchObject({ cached: 0, moved: 0 });
    expect(await run()).toMatchObject({ cached: 3, moved: 0, isMemoryLimited: null });
    expect(calls()).toBe("012");
    const mean = async () => {
      const asked = { strategies: ["mine"], against: "logged" as const, estimator: "grpo" as const };
      return (await rewards.whatIf.strategyTable({ columns: [set], ...asked })).cells[0]?.[0]?.means.total;
    };
    expect(await mean()).toBe(1);
    writeFileSync(file, counting(3));
    expect(await run()).toMatchObject({ cached: 0, moved: 2 });
    expect(calls()).toBe("012012");
    expect([scores()[2], await mean()]).toEqual([{ kind: "scored", total: 6, parts: {} }, 3]);
  });

  it("has no reward for rollouts that it was not run on", async () => {
    const { run, rewards, folder } = await opened("def compute_score(**k): return 1\n", saying("x"));
    await run();
    const [strategy] = rewards.ownCode.scores.strategiesOf(folder);
    if (strategy === undefined) throw new Error("no strategy");
    const elsewhere = { file: join(folder, "2.jsonl"), row: 0 };
    expect(rewards.ownCode.scores.scoreOf(folder, strategy, elsewhere)).toBeNull();
  });
});

describe("a group", () => {
  it("is run by itself, and the others keep what the same code gave them", async () => {
    const rows = [{ question: "One?" }, { question: "Two?" }, { question: "One?" }];
    const code = "def compute_score(extra_info, **k): return len(extra_info['question'])\n";
    const { rewards, folder, scores, run } = await opened(code, rows);
    const groupOf = { file: join(folder, "1.jsonl"), row: 2 };
    const outcome = await rewards.ownCode.runOwnReward({ id: "mine", rollouts: { groupOf } });
    expect(outcome).toMatchObject({ kind: "ran", rollouts: 2, set: { run: folder, from: 1, to: 1 } });
    expect(scores().map(score => score?.kind ?? null)).toEqual(["scored", null, "scored"]);
    expect(await run()).toMatchObject({ rollouts: 3, cached: 2 });
    expect(scores().map(score => score?.kind ?? null)).toEqual(["scored", "scored", "scored"]);
  });
});

describe("who may run own code", () => {
  it("is nobody in an untrusted workspace", async () => {
    const folder = makeFolder();
    const code = `open("${folder}/ran", "w")\ndef compute_score(**k): return 1\n`;
    const { run } = await opened(code, saying("x"), {}, { isTrusted: false });
    expect(await run()).toMatchObject({ kind: "failed", problem: { code: "own-untrusted" } });
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });

  it("is not decided by a loupe.json, which names code and runs none", async () => {
    const { folder, rewards } = await opened("def compute_score(**k): return 1\n", saying("x"), {}, { ownRewards: [] });
    writeFileSync(
      join(folder, "loupe.json"),
      JSON.stringify({
        ownRewards: [
          { id: "of-run", file: "evil.py" },
          { id: "of-run", file: "again.py" },
        ],
      }),
    );
    writeFileSync(join(folder, "evil.py"), `open("${folder}/ran", "w")\n`);
    const { rewards: listed } = await rewards.ownCode.ownRewards({ run: folder });
    expect(listed).toMatchObject([{ from: "loupe.json", reward: { id: "of-run", file: join(folder, "evil.py") } }]);
    const { strategies } = await rewards.whatIf.strategies({ run: folder });
    expect(strategies.map(({ spec }) => spec)).not.toContain("of-run");
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });
});

describe("an own reward with the id of a rule", () => {
  it("is not run in its place", async () => {
    const { rewards, set } = await opened("def compute_score(**k): return 1\n", saying("x"), { id: "rarl" });
    const outcome = await rewards.ownCode.runOwnReward({ id: "rarl", rollouts: { set } });
    expect(outcome).toMatchObject({ kind: "failed", problem: { code: "strategy-duplicate-id" } });
  });
});

describe("own rewards as somebody wrote them", () => {
  it("are read one by one, and told where they are wrong", () => {
    const good = { id: "mine", file: "a.py" };
    const read = readOwnRewards([good, { ...good, id: "Mine" }, { ...good, id: "b", shell: "rm" }, good, 3]);
    expect(read.rewards).toMatchObject([{ function: "compute_score", interpreter: "python3", kwargs: {} }]);
    expect(read.problems).toEqual([
      { code: "invalid", key: "ownRewards.1.id" },
      { code: "unknown-key", key: "ownRewards.2.shell" },
      { code: "duplicate-id", key: "ownRewards.3.id" },
      { code: "invalid", key: "ownRewards.4" },
    ]);
    const { config, problems } = readLoupeConfig(JSON.stringify({ space: "page", ownRewards: [good, 3] }));
    expect([config.ownRewards?.length, config.space, problems.length]).toEqual([1, "page", 1]);
  });
});
