import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formats } from "../../../src/core/rollout/formats.js";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import { isJsonObject } from "../../../src/core/dataset/jsonObject.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { indexFolder, newIndexer } from "../index/indexFolder.js";
import { copyFixture, expectedOf, fixtureFormats, whatIsSeen } from "./formatFixtures.js";

const folder = temporaryFolder();
const open = openedRuns();

/** Formats of the first releases, whose claims stand in test/unit/formats. */
const elsewhere = [
  "verl-rollouts",
  "verl-metrics",
  "deepeyes-board",
  "deepeyes-evaluation",
  "llamafactory-log",
  "llamafactory-predictions",
  "trainer-state",
  "reward-lines",
];

const filesBelow = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true })
    .map(name => join(path, String(name)))
    .filter(file => statSync(file).isFile())
    .sort();

const formatOf = (id: string) => formats.find(format => format.id === id);

/** The lines of a fixture's files of this very format: fixtures hold their trainer's other files too. */
async function ownFiles(id: string, root: string): Promise<readonly string[]> {
  const indexer = await indexFolder(root);
  const own = filesBelow(root).filter(path => indexer.file(path)?.format === id);
  await indexer.dispose();
  return own;
}

function copied(format: string): string {
  const root = join(folder(), "run");
  copyFixture(format, root);
  return root;
}

/** Values that no trainer means to write, as JSON. */
const hostile = ["null", "NaN", "-1e999", '""', '"\\ud800"', "[]", "[[[]]]", "{}", '{"__proto__": {"a": 1}}', "true"];

describe("every format", () => {
  it("has a fixture, and every fixture a format", () => {
    const known = formats.map(({ id }) => id).filter(id => !elsewhere.includes(id));
    expect(fixtureFormats()).toEqual(known.toSorted());
  });
});

describe.each(fixtureFormats())("%s", id => {
  it("is read as its fixture says, by what the files hold and where they stand", async () => {
    const root = copied(id);
    const { runs } = await open({ roots: [root] });
    const seen = await whatIsSeen(runs, root);
    if ((process.env["LOUPE_WRITE_EXPECTED"] ?? "").split(",").includes(id))
      writeFileSync(
        join(import.meta.dirname, "../../fixtures/formats", id, "expected.json"),
        JSON.stringify(seen, null, 2),
      );
    expect(seen).toEqual(expectedOf(id));
  });
});

const ofLines = fixtureFormats().filter(id => formatOf(id)?.unit === "line");

describe.each(ofLines)("%s, a file of lines,", id => {
  it("is known by its content under any name", async () => {
    const from = copied(id);
    const own = await ownFiles(id, from);
    const root = join(folder(), "other");
    mkdirSync(root);
    // Where a person says what the columns are, the same is said of the other files.
    const config = join(from, "loupe.json");
    if (existsSync(config)) copyFileSync(config, join(root, "loupe.json"));
    own.forEach((file, i) => {
      writeFileSync(join(root, `${i}.jsonl`), readFileSync(file));
    });
    expect(own.length).toBeGreaterThan(0);
    expect(await ownFiles(id, root)).toEqual(filesBelow(root).filter(path => path.endsWith(".jsonl")));
  });

  it("has no row of a torn last line, and the same rows as ever once the rest is there", async () => {
    const root = copied(id);
    const [path = ""] = (await ownFiles(id, root)).slice(-1);
    const bytes = readFileSync(path);
    const indexer = newIndexer(root);
    await indexer.start();
    await indexer.whenIdle();
    const rows = indexer.file(path)?.columns.count ?? 0;
    // Half of a further line, as it stands there while a trainer writes it.
    const further = bytes.subarray(0, bytes.indexOf(0x0a) + 1);
    appendFileSync(path, further.subarray(0, further.length >> 1));
    await indexer.refresh();
    await indexer.whenIdle();
    expect([indexer.file(path)?.columns.count, indexer.file(path)?.pending]).toEqual([rows, true]);
    appendFileSync(path, further.subarray(further.length >> 1));
    await indexer.refresh();
    await indexer.whenIdle();
    expect(indexer.file(path)?.pending).toBe(false);
    expect(indexer.file(path)?.columns.count).toBeGreaterThan(rows);
    await indexer.dispose();
  });

  it("loses no row whatever a value is, and never throws", async () => {
    const root = copied(id);
    const [path = ""] = await ownFiles(id, root);
    const first = readFileSync(path, "utf8").split("\n")[0] ?? "";
    const parsed = parseTolerant(first);
    const keys = parsed.ok && isJsonObject(parsed.value) ? Object.keys(parsed.value) : [];
    const texts = keys.flatMap(key =>
      // Of equal keys the last one holds.
      hostile.map(value => `${first.slice(0, first.lastIndexOf("}"))}, ${JSON.stringify(key)}: ${value}}`),
    );
    writeFileSync(path, `${[first, ...texts].join("\n")}\n`);
    const { runs } = await open({ roots: [root] });
    const file = runs.files().find(one => one.path === path);
    expect(file?.format).toBe(id);
    const rows = Array.from({ length: file?.columns.count ?? 0 }, (_, row) => row);
    expect(rows.length).toBeGreaterThanOrEqual(texts.length);
    for (const row of rows) expect(await runs.open({ ref: { file: path, row } })).toHaveProperty("kind");
  });
});
