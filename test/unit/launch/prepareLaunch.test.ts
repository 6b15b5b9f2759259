import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Finding } from "../../../src/core/launch/finding.js";
import type { LaunchDraft } from "../../../src/node/jobs/launchDraft.js";
import { prepareLaunch } from "../../../src/node/launch/prepareLaunch.js";
import type { PrepareOptions } from "../../../src/node/launch/prepareOptions.js";
import { writeDryRun } from "../../../src/node/launch/writeDryRun.js";
import { verlParquet } from "../../fixtures/verlParquet.js";

const trainerFolder = join(import.meta.dirname, "../../../src/trainer");
const options: PrepareOptions = {
  text: null,
  isTrusted: true,
  isCounted: true,
  resumeFrom: null,
  trainerFolder,
  strategies: [],
};

let folder: string;
let large: Buffer;
let small: Buffer;
beforeAll(async () => {
  const page = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: "white" } })
      .png()
      .toBuffer();
  [large, small] = await Promise.all([page(3000, 4200), page(400, 600)]);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "loupe-prepare-"));
  mkdirSync(join(folder, "pages"));
  writeFileSync(join(folder, "pages/large.png"), large);
  writeFileSync(join(folder, "pages/small.png"), small);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => {
  expect(existsSync(folder)).toBe(false);
});

const question = (image: string, more: object = {}) => ({
  ...{ id: image, task: "action_recognition", image, question: "What is A doing?", answer: "A" },
  ...{ targets: [[10, 10, 200, 300]], expected_zooms: 1 },
  ...more,
});

const lines = (rows: readonly object[]): string => rows.map(row => `${JSON.stringify(row)}\n`).join("");

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const rarl = (changes: object = {}): string =>
  JSON.stringify({
    ...{
      name: "rarl-7b",
      method: "RARL",
      engine: "verl-current",
      host: "gpu-1",
      model: { path: "Qwen/Qwen2.5-VL-7B-Instruct" },
    },
    data: { train: "train.jsonl", images: "pages", tasks: ["action_recognition"] },
    ...changes,
  });

const sft = (changes: object = {}): string =>
  rarl({ method: "SFT-S", engine: "llama-factory", data: { train: "train.jsonl", images: "pages" }, ...changes });

async function draftOf(text: string, more: Partial<PrepareOptions> = {}): Promise<LaunchDraft> {
  const read = await prepareLaunch(write("a.loupe-run.json", text), { ...options, ...more });
  if (read.kind !== "draft") throw new Error(JSON.stringify(read.issues));
  return read.draft;
}

const counted = [
  "prompts-",
  "pages-",
  "crops-",
  "zooms-",
  "sft-rows",
  "sft-no",
  "sft-p",
  "sft-w",
  "rows-",
  "data-",
  "path-",
  "no-q",
  "kind-",
];
const told = (findings: readonly Finding[]) =>
  findings
    .filter(({ code, level }) => level !== "good" && counted.some(start => code.startsWith(start)))
    .map(({ level, code, values }) => [level, code, ...values]);

describe("a configuration", () => {
  it("that cannot be read is said with the place of each bad key", async () => {
    const file = write("a.loupe-run.json", '{\n  "name": "x",\n  "methd": "RARL"\n}');
    const read = await prepareLaunch(file, options);
    if (read.kind !== "issues") throw new Error("it has issues");
    expect(read.issues.find(({ code }) => code === "unknown-key")).toMatchObject({
      ...{ key: "methd", at: 19, reason: "There is no key methd; the nearest is method." },
    });
  });

  it("that is not there is an issue and no exception", async () => {
    const read = await prepareLaunch(join(folder, "no.loupe-run.json"), options);
    expect(read).toMatchObject({ kind: "issues", issues: [{ code: "unreadable" }] });
  });

  it("of an untrusted folder is planned from its text alone: nothing that it names is read or run", async () => {
    const mark = join(folder, "ran");
    write("train.jsonl", lines([question("small.png")]));
    execFileSync("git", ["init", "-q", folder]);
    execFileSync("git", ["-C", folder, "config", "filter.own.clean", `touch '${mark}'; cat`]);
    write(".gitattributes", "* filter=own\n");
    const untrusted = await draftOf(rarl({ data: { train: "missing.jsonl" } }), { isTrusted: false });
    expect(existsSync(mark)).toBe(false);
    expect(untrusted.measures).toBeNull();
    expect(untrusted.uploads).toEqual([]);
    // Not even whether a path is there is looked at; the plan is whole all the same.
    expect(untrusted.findings.map(({ code }) => code)).not.toContain("path-missing");
    expect(untrusted.plan.files.map(({ path }) => path)).toContain("command.sh");
    // In a trusted folder a snapshot is what git makes of it, by the repository's own filters.
    await draftOf(rarl(), {});
    expect(existsSync(mark)).toBe(true);
  });

  it("is planned as it is typed, under a new id each time", async () => {
    write("train.jsonl", lines([question("small.png")]));
    const [a, b] = [await draftOf(rarl(), { text: rarl({ name: "typed" }) }), await draftOf(rarl())];
    expect(a.config.name).toBe("typed");
    expect(a.plan.runId).toMatch(/^typed-\d{8}-\d{4}-[0-9a-f]{6}$/);
    expect(b.plan.runId).not.toBe(a.plan.runId);
  });
});

describe("the data of a reinforcement-learning run", () => {
  it("are counted: pages that are too large, unreadable or not there", async () => {
    write("pages/broken.png", "no picture");
    write("train.jsonl", lines(["large.png", "small.png", "absent.png", "broken.png"].map(image => question(image))));
    const draft = await draftOf(rarl({ pixels: { max: 12_845_056 } }));
    expect(draft.measures?.map(({ page }) => page)).toEqual([
      { width: 3000, height: 4200 },
      { width: 400, height: 600 },
      null,
      null,
    ]);
    expect(told(draft.findings)).toEqual([
      ["warning", "prompts-dropped", 1, 4, "action_recognition", 10_280, expect.any(Number)],
      ["warning", "pages-unknown", 2, 4, "action_recognition"],
    ]);
  });

  it("for validation are counted too, since checkpoints are compared on what is left of them", async () => {
    write("train.jsonl", lines([question("small.png")]));
    write("validation.jsonl", lines([question("large.png", { task: "depth_comparison" }), question("absent.png")]));
    const data = {
      train: "train.jsonl",
      validation: "validation.jsonl",
      images: "pages",
      tasks: ["action_recognition"],
    };
    const draft = await draftOf(rarl({ pixels: { max: 12_845_056 }, data }));
    expect(
      draft.findings.filter(({ code }) => code.startsWith("validation-")).map(({ code, values }) => [code, ...values]),
    ).toEqual([
      ["validation-dropped", 1, 2, 10_280, expect.any(Number)],
      ["validation-unknown", 1, 2],
    ]);
  });

  it("that fit give only good news", async () => {
    write("train.jsonl", lines([question("large.png"), question("small.png")]));
    const draft = await draftOf(rarl());
    expect(told(draft.findings)).toEqual([]);
    expect(draft.findings.map(({ code }) => code)).toContain("prompts-fit");
  });

  it("may hold the bytes of their pages", async () => {
    const rows = [large, small, null].map((bytes, at) => ({
      ...{ question: "What is A doing?", answer: "A", id: `q${at}`, imagePath: null, boxes: "[[1, 2, 300, 400]]" },
      ...{ images: bytes === null ? [] : [{ bytes: new Uint8Array(bytes), path: null }], index: BigInt(at) },
    }));
    writeFileSync(join(folder, "train.parquet"), verlParquet(rows));
    const draft = await draftOf(rarl({ data: { train: "train.parquet" } }));
    expect(draft.measures?.map(({ page, hasPage }) => [page?.width ?? null, hasPage])).toEqual([
      [3000, true],
      [400, true],
      [null, false],
    ]);
    expect(draft.uploads).toEqual([{ from: join(folder, "train.parquet"), to: "data/train.parquet" }]);
  });

  it("are sent along, with the names of the run folder", async () => {
    write("train.jsonl", lines([question("small.png")]));
    const draft = await draftOf(rarl());
    expect(draft.uploads).toEqual([
      { from: join(folder, "train.jsonl"), to: "data/train.jsonl" },
      { from: join(folder, "pages"), to: "data/pages" },
    ]);
  });

  it("stay where they are for a run on this machine", async () => {
    write("train.jsonl", lines([question("small.png")]));
    const draft = await draftOf(rarl({ host: "local" }));
    expect(draft.uploads).toEqual([]);
    expect(draft.plan.files.map(({ text }) => text).join("")).toContain(join(folder, "train.jsonl"));
  });

  it("on the host are neither sent nor counted here, and that is said", async () => {
    const draft = await draftOf(rarl({ data: { train: "/data/train.parquet", onHost: true } }));
    expect([draft.uploads, draft.measures]).toEqual([[], null]);
    expect(told(draft.findings)).toEqual([["note", "data-not-counted", "gpu-1"]]);
  });

  it("outside of the configuration's folder are named, also through a link", async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "loupe-elsewhere-"));
    try {
      writeFileSync(join(elsewhere, "train.jsonl"), lines([question("small.png")]));
      symlinkSync(join(elsewhere, "train.jsonl"), join(folder, "train.jsonl"));
      const draft = await draftOf(rarl());
      expect(told(draft.findings)).toEqual([["warning", "path-outside-folder", "train.jsonl"]]);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  it("that are not there, damaged, or without the chosen kinds, are said before any host is asked", async () => {
    expect(told((await draftOf(rarl())).findings)).toEqual([
      ["error", "path-missing", join(folder, "train.jsonl"), "data.train"],
    ]);
    write("train.jsonl", `${lines([question("small.png"), question("small.png")])}{"torn\n`);
    expect(told((await draftOf(rarl())).findings)).toEqual([
      ["warning", "rows-unread", 1, join(folder, "train.jsonl")],
    ]);
    write("train.jsonl", lines([question("small.png", { task: "character_counting" })]));
    expect(told((await draftOf(rarl())).findings)).toEqual([["error", "no-questions", "train.jsonl"]]);
  });

  it("whose pages would stay here need the name of their folder", async () => {
    write("train.jsonl", lines([question("pages/small.png")]));
    const draft = await draftOf(rarl({ data: { train: "train.jsonl", tasks: ["action_recognition"] } }));
    expect(told(draft.findings)).toEqual([["error", "pages-stay-here", "train.jsonl"]]);
  });

  it("are not read where nothing is to be counted", async () => {
    write("train.jsonl", lines([question("absent.png")]));
    const draft = await draftOf(rarl(), { isCounted: false });
    expect([draft.measures, told(draft.findings)]).toEqual([null, []]);
  });
});

const row = (user: string, answer: string, images: readonly string[] = ["small.png"]) => ({
  ...{ task: "action_recognition", images },
  messages: [
    { role: "user", content: user },
    { role: "assistant", content: answer },
  ],
});

describe("the data of a supervised run", () => {
  it("are looked at as LLaMA-Factory will take them", async () => {
    const good = row("<image>What?", "A");
    const rows = [
      good,
      row("What?", "A"),
      { ...good, messages: good.messages.slice(0, 1) },
      { ...good, messages: good.messages.toReversed() },
      { ...good, messages: [{ role: "kim", content: "<image>" }, good.messages[1]] },
      row("<image>What?", "A", ["absent.png"]),
    ];
    write("train.jsonl", lines(rows));
    const draft = await draftOf(sft());
    expect(told(draft.findings)).toEqual([
      ["error", "sft-rows-images", 1, 6, 1],
      ["warning", "sft-rows-odd", 1, 6, 2],
      ["warning", "sft-rows-order", 1, 6, 3],
      ["warning", "sft-rows-role", 1, 6, 4],
      ["warning", "sft-pages-unknown", 1, 6],
      // Nobody asks in one of them, so that it is no question either.
      ["warning", "rows-unread", 1, join(folder, "train.jsonl")],
    ]);
  });

  it("that are longer than the cutoff are counted, images in the middle too", async () => {
    write("train.jsonl", lines([row("<image>What?", "A", ["large.png"]), row("<image>What?", "A")]));
    const draft = await draftOf(sft({ pixels: { max: 12_845_056 }, hyper: { cutoffTokens: 16_000 } }));
    expect(told(draft.findings)).toEqual([["warning", "sft-rows-cut", 1, 2, 16_000, expect.any(Number)]]);
    expect(draft.findings.find(({ code }) => code === "sft-cutoff-under-page")).toBeDefined();
  });

  it("have to reason for SFT-R and not for SFT-S", async () => {
    write("train.jsonl", lines([row("<image>What?", "<think>so</think><answer>A</answer>"), row("<image>What?", "A")]));
    expect(told((await draftOf(sft({ method: "SFT-R" }))).findings)).toEqual([
      ["warning", "sft-without-thought", 1, 2],
    ]);
    expect(told((await draftOf(sft())).findings)).toEqual([["warning", "sft-with-thought", 1, 2]]);
  });

  it("in LLaMA-Factory's other shapes are described as they are", async () => {
    const conversations = [
      { from: "human", value: "What?" },
      { from: "gpt", value: "A" },
    ];
    write("train.jsonl", lines([{ conversations }]));
    const info = async (isCounted: boolean) => {
      const { plan } = await draftOf(sft({ data: { train: "train.jsonl" } }), { isCounted });
      return JSON.parse(plan.files.find(({ path }) => path.endsWith("dataset_info.json"))?.text ?? "") as unknown;
    };
    const expected = { loupe_train: { columns: { messages: "conversations" }, tags: { user_tag: "human" } } };
    expect(await info(true)).toMatchObject(expected);
    expect(await info(false)).toMatchObject(expected);
  });

  it("in no shape that is known are refused", async () => {
    write("train.jsonl", lines([{ id: 1, task: "action_recognition", text: "What?" }]));
    expect(told((await draftOf(sft({ data: { train: "train.jsonl" } }))).findings)).toEqual([
      ["error", "sft-no-shape", join(folder, "train.jsonl")],
    ]);
  });
});

describe("a dry run", () => {
  it("writes everything that would go to the host, and nothing over what is there", async () => {
    write("train.jsonl", lines([row("<image>What?", "A")]));
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args], { cwd: folder });
    git("init", "-q");
    write(".gitignore", "ignored\nout\n");
    git("add", ".gitignore");
    git("commit", "-q", "-m", "one");
    write("own_code.py", "print(1)\n");
    write("ignored", "x");
    const draft = await draftOf(sft());
    const out = join(folder, "out");
    const written = await writeDryRun(draft, out, trainerFolder);
    if (written.kind !== "written") throw new Error("the folder was empty");
    const all = [
      "code/",
      "command.sh",
      "data/dataset_info.json",
      "data/pages",
      "data/train.jsonl",
      "ds_z3_config.json",
    ];
    expect(written.paths).toEqual([...all, "env.sh", "run.json", "sft.yaml", "snapshot.diff", "wrapper.sh"]);
    expect(existsSync(join(out, "code/own_code.py"))).toBe(true);
    expect(existsSync(join(out, "code/ignored"))).toBe(false);
    expect(readFileSync(join(out, "data/pages/small.png")).equals(small)).toBe(true);
    expect(statSync(join(out, "command.sh")).mode & 0o100).toBe(0o100);
    const run = JSON.parse(readFileSync(join(out, "run.json"), "utf8")) as {
      code: { isDirty: boolean };
      data: object[];
    };
    expect(run.code.isDirty).toBe(true);
    expect(run.data).toHaveLength(2);
    expect(await writeDryRun(draft, out, trainerFolder)).toEqual({ kind: "not-empty" });
  });
});
