import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultIndexLimits } from "../../../src/node/index/indexLimits.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { whatIsSeen } from "../rollout/formatFixtures.js";
import { indexFolder } from "./indexFolder.js";

const folder = temporaryFolder();
const open = openedRuns();

/** The beginning of a zip archive whose first entry has this name. */
const zip = (entry: string): Buffer => {
  const header = Buffer.alloc(30);
  header.write("PK\u0003\u0004", "latin1");
  header.writeUInt16LE(entry.length, 26);
  return Buffer.concat([header, Buffer.from(entry)]);
};

describe("files that are not opened", () => {
  it("are listed as what they are, and weights of checkpoints are not", async () => {
    const root = folder();
    const files: Readonly<Record<string, Buffer>> = {
      "rollouts/1.jsonl": Buffer.from("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"),
      "rollout_data/3.pt": zip("3/data.pkl"),
      "rollout_data/eval_3.pt": Buffer.from([0x80, 4, 0x95, 0]),
      "logs/2026_lamps.eval": zip("_journal/start.json"),
      "tracking/run-ab12.wandb": Buffer.from(":W&B\u00e1\u00be\u0000", "latin1"),
      "other.parquet.eval": zip("notes.txt"),
      "global_step_5/actor/12.pt": zip("archive/data.pkl"),
      "optimizer.pt": zip("archive/data.pkl"),
    };
    for (const [name, bytes] of Object.entries(files)) {
      mkdirSync(join(root, name, ".."), { recursive: true });
      writeFileSync(join(root, name), bytes);
    }
    const indexer = await indexFolder(root);
    const reason = (name: string) => indexer.file(join(root, name))?.unread?.code ?? "not listed";
    expect(Object.fromEntries(Object.keys(files).map(name => [name, reason(name)]))).toEqual({
      "rollouts/1.jsonl": "lfs-pointer",
      "rollout_data/3.pt": "torch",
      "rollout_data/eval_3.pt": "pickle",
      "logs/2026_lamps.eval": "inspect-log",
      "tracking/run-ab12.wandb": "wandb",
      "other.parquet.eval": "zip",
      "global_step_5/actor/12.pt": "not listed",
      "optimizer.pt": "not listed",
    });
    await indexer.dispose();
  });

  it("are said where nothing else is, whatever they are called", async () => {
    const root = folder();
    const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n";
    writeFileSync(join(root, "completions_5.parquet"), pointer);
    writeFileSync(join(root, "completions_6.parquet"), "PAR1 and the first pages");
    writeFileSync(join(root, "stats.json"), zip("notes.txt"));
    const { runs } = await open({ roots: [root], discovery: defaultIndexLimits });
    expect(await whatIsSeen(runs, root)).toEqual([
      { kind: "unread" },
      { file: "completions_5.parquet", format: null, rows: 0, problem: "lfs-pointer" },
      { file: "completions_6.parquet", format: null, rows: 0, problem: "no-footer" },
      { file: "stats.json", format: null, rows: 0, problem: "zip" },
    ]);
  });

  it("are W&B's runs where nothing else is: each by its own file, and none of what W&B keeps beside it", async () => {
    const root = folder();
    const run = "wandb/offline-run-20260101_000000-ab12";
    const names = [`${run}/run-ab12.wandb`, `${run}/files/media/table/val.table.json`, `${run}/files/summary.json`];
    for (const name of [...names, "wandb/2.jsonl", `${run}/1.jsonl`, "wandb/tmp/run-0.wandb"]) {
      mkdirSync(join(root, name, ".."), { recursive: true });
      writeFileSync(join(root, name), name.endsWith(".wandb") ? ":W&B" : '{"step": 1}\n');
    }
    const { runs } = await open({ roots: [root], discovery: defaultIndexLimits });
    expect(await whatIsSeen(runs, root)).toEqual([
      { kind: "unread" },
      { file: names[0], format: null, rows: 0, problem: "wandb" },
    ]);
  });
});
