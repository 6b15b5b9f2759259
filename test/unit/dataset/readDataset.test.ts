import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DatasetCache } from "../../../src/node/dataset/datasetCache.js";
import { defaultDatasetLimits } from "../../../src/node/dataset/datasetLimits.js";
import { readDataset } from "../../../src/node/dataset/readDataset.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const folder = temporaryFolder();

function file(content: string | Buffer, name = "questions.jsonl"): string {
  const path = join(folder(), name);
  writeFileSync(path, content);
  return path;
}

async function questions(
  path: string,
  ...rest: Parameters<typeof readDataset> extends [string, ...infer R] ? R : never
) {
  const read = await readDataset(path, ...rest);
  if (read.kind !== "read") throw new Error(read.reason.code);
  return read;
}

const record = {
  id: "q1",
  task: "Action Recognition",
  image: "pages/a.png",
  width: 800,
  height: 1200,
  question: "What does the knight do?",
  options: [
    { label: "A", text: "rides" },
    { label: "B", text: "sleeps" },
  ],
  answer: "A",
  answer_type: "choice",
  marks: [{ kind: "outline", box: [1, 2, 3, 4], label: "A", color: "#f00" }],
  targets: [{ box: [10, 20, 30, 40], role: "panel", source_annotation_ids: [4] }],
  expected_zooms: 1,
};

describe("a JSONL dataset", () => {
  it("gives the record of the benchmark", async () => {
    const { questions: read, problems } = await questions(file(JSON.stringify(record) + "\n"));
    expect(problems).toEqual([]);
    expect(read).toEqual([
      {
        id: "q1",
        taskKind: "Action Recognition",
        image: { kind: "path", path: "pages/a.png" },
        width: 800,
        height: 1200,
        prompt: null,
        question: "What does the knight do?",
        options: record.options,
        answer: "A",
        targets: [{ box: [10, 20, 30, 40], role: "panel" }],
        marks: [{ kind: "outline", box: [1, 2, 3, 4], label: "A", color: "#f00" }],
        expectedZooms: 1,
      },
    ]);
  });

  it("reads the other names as the same, and mapped columns before any name", async () => {
    const other = { sample_id: 7, image_path: "b.png", gt_boxes: "[[1, 2, 3, 4]]", prompt: "Where?", ground_truth: 3 };
    const { questions: read } = await questions(file(JSON.stringify(other)));
    expect(read[0]).toMatchObject({ id: "7", image: { path: "b.png" }, prompt: "Where?", answer: "3" });
    expect(read[0]?.targets).toEqual([{ box: [1, 2, 3, 4], role: null }]);
    const mapped = { id: "x", meta: { qid: "q9", page: "c.png" }, boxes: [[5, 6, 7, 8]], question: "Where?" };
    const columns = { questionId: "meta.qid", image: "meta.page", targets: "boxes" };
    expect((await questions(file(JSON.stringify(mapped)), columns)).questions[0]).toMatchObject({
      id: "q9",
      image: { path: "c.png" },
      targets: [{ box: [5, 6, 7, 8] }],
    });
  });

  it("tells null targets from none expected", async () => {
    const lines = [{ id: "a", targets: null }, { id: "b", targets: [] }, { id: "c" }];
    const { questions: read } = await questions(file(lines.map(line => JSON.stringify(line)).join("\n")));
    expect(read.map(question => question.targets)).toEqual([null, [], null]);
  });

  it("lists damaged rows with their place and keeps the rest", async () => {
    const text = [
      JSON.stringify(record),
      '{"id": "torn',
      "",
      "[1, 2]",
      '{"page": 3}',
      '{"id": "q5", "targets": [[1, 2, "x", 4]]}',
      '{"id": "q6", "width": NaN}',
    ].join("\r\n");
    const { questions: read, problems } = await questions(file(text));
    expect(read.map(question => question.id)).toEqual(["q1", "q5", "q6"]);
    const start = Buffer.byteLength(JSON.stringify(record)) + 2;
    expect(problems.map(({ row, reason }) => [row, reason.code])).toEqual([
      [1, "not-json"],
      [2, "not-an-object"],
      [3, "no-question"],
      [4, "unreadable-field"],
    ]);
    expect(problems[0]).toEqual({ row: 1, rows: 1, byteOffset: start, reason: { code: "not-json", at: 12 } });
  });

  it("splits at newlines alone, across chunks, and says which lines are no UTF-8", async () => {
    const long = "é".repeat(700_000);
    const bytes = Buffer.concat([
      Buffer.from(`{"id": "a", "question": "one\u2028two"}\n{"id": "b", "question": "${long}"}\n`),
      Buffer.from('{"id": "c", "question": "caf'),
      Buffer.from([0xe9]),
      Buffer.from('"}\n'),
    ]);
    const { questions: read, problems } = await questions(file(bytes));
    expect(read.map(question => question.question)).toEqual(["one\u2028two", long, "caf\uFFFD"]);
    expect(problems.map(({ row, reason }) => [row, reason.code])).toEqual([[2, "not-utf8"]]);
  });

  it("passes over a line beyond the limit and says how long it is", async () => {
    const text = `{"id": "a"}\n{"id": "${"x".repeat(3_000_000)}"}\n{"id": "c"}\n`;
    const limits = { ...defaultDatasetLimits, maxLineBytes: 1000 };
    const { questions: read, problems } = await questions(file(text), {}, limits);
    expect(read.map(question => question.id)).toEqual(["a", "c"]);
    expect(problems.map(problem => problem.reason)).toEqual([{ code: "line-too-long", bytes: 3_000_010 }]);
  });

  it("stops at the largest number of questions and says so", async () => {
    const text = Array.from({ length: 10 }, (_, at) => JSON.stringify({ id: String(at) })).join("\n");
    const read = await questions(file(text), {}, { ...defaultDatasetLimits, maxQuestions: 4 });
    expect([read.questions.length, read.isCut]).toEqual([4, true]);
  });
});

describe("LLaMA-Factory and verl JSON", () => {
  it("reads sharegpt rows, pretty-printed, in both spellings", async () => {
    const rows = [
      {
        messages: [
          { role: "system", content: "Look." },
          { role: "user", content: "<image>Who is closer?" },
          { role: "assistant", content: "<think>…</think><answer>B</answer>" },
        ],
        images: ["pages/a.png"],
      },
      {
        conversations: [
          { from: "human", value: "<image>Who is farther?" },
          { from: "gpt", value: "A" },
        ],
        images: [{ path: "pages/b.png" }],
      },
    ];
    const { questions: read } = await questions(file(JSON.stringify(rows, null, 2), "comic_sft.json"));
    expect(read.map(({ prompt, answer, image }) => [prompt, answer, image?.path])).toEqual([
      ["<image>Who is closer?", "B", "pages/a.png"],
      ["<image>Who is farther?", "A", "pages/b.png"],
    ]);
  });

  it("reads alpaca rows", async () => {
    const rows = [{ instruction: "<image>Who is closer?", input: "A or B", output: "B", images: ["a.png"] }];
    const { questions: read } = await questions(file(JSON.stringify(rows), "alpaca.json"));
    expect(read[0]).toMatchObject({ prompt: "<image>Who is closer?\nA or B", answer: "B", image: { path: "a.png" } });
  });

  it("reads verl rows written as JSON", async () => {
    const row = {
      prompt: [{ role: "user", content: "<image>Who is closer?" }],
      images: [{ image: "a.png" }],
      reward_model: { style: "rule", ground_truth: '"B"' },
      extra_info: { sample_id: "s1", gt_boxes: "[[1, 2, 3, 4]]" },
    };
    const { questions: read } = await questions(file(JSON.stringify(row)));
    expect(read[0]).toMatchObject({
      id: "s1",
      answer: "B",
      image: { path: "a.png" },
      targets: [{ box: [1, 2, 3, 4] }],
    });
  });

  it("refuses one JSON value beyond the limit", async () => {
    const path = file(`[\n${JSON.stringify(record)}\n]`, "big.json");
    const read = await readDataset(path, {}, { ...defaultDatasetLimits, maxJsonBytes: 10 });
    expect(read).toMatchObject({ kind: "unread", reason: { code: "too-large", limit: 10 } });
  });
});

describe("what is no dataset", () => {
  const code = async (path: string) => {
    const read = await readDataset(path);
    return read.kind === "unread" ? read.reason.code : "read";
  };

  it("is named by its reason", async () => {
    expect(await code(join(folder(), "gone.jsonl"))).toBe("gone");
    expect(await code(folder())).toBe("not-a-file");
    expect(await code(file(""))).toBe("empty");
    expect(await code(file("version https://git-lfs.github.com/spec/v1\noid sha256:00\n"))).toBe("lfs-pointer");
    expect(await code(file(Buffer.from("PK\u0003\u0004rest")))).toBe("zip");
    expect(await code(file(Buffer.from([0x80, 4, 0x95])))).toBe("pickle");
    expect(await code(file("PAR1 and then nothing of the kind"))).toBe("unreadable");
  });

  it.skipIf(process.platform === "win32")("never opens a pipe", async () => {
    const path = join(folder(), "pipe");
    execFileSync("mkfifo", [path]);
    expect(await code(path)).toBe("not-a-file");
  });
});

describe("a dataset that changes", () => {
  it("is read again, and only then", async () => {
    const cache = new DatasetCache();
    const path = file('{"id": "a"}\n');
    const first = await cache.get(path);
    expect(await cache.get(path)).toBe(first);
    writeFileSync(path, '{"id": "a"}\n{"id": "b"}\n');
    expect(await cache.get(path)).toMatchObject({ questions: [{ id: "a" }, { id: "b" }] });
    expect(await cache.get(path, { questionId: "key" })).not.toBe(await cache.get(path));
  });

  it("may vanish and come back", async () => {
    const cache = new DatasetCache();
    const directory = folder();
    const path = join(directory, "later", "questions.jsonl");
    expect(await cache.get(path)).toMatchObject({ kind: "unread", reason: { code: "gone" } });
    mkdirSync(join(directory, "later"));
    writeFileSync(path, '{"id": "a"}\n');
    expect(await cache.get(path)).toMatchObject({ kind: "read" });
  });
});
