import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { reasonText } from "../../../src/node/cli/reasonText.js";
import { unreadProblem } from "../../../src/node/runs/unreadProblem.js";
import { indexFolder } from "./indexFolder.js";

const folder = temporaryFolder();

const lines = '{"q": "Who?", "reply": "Ada", "grade": 1}\n{"q": "Who?", "reply": "Bob", "grade": 0.5}\n';
const mapping = (columns: object): string => JSON.stringify({ columns });

describe("files of no known format", () => {
  it("are rollouts as soon as loupe.json says what their columns are, and none when it says so no more", async () => {
    const root = folder();
    mkdirSync(join(root, "out"));
    const path = join(root, "out", "any.jsonl");
    const config = join(root, "loupe.json");
    writeFileSync(path, lines);
    const indexer = await indexFolder(root);
    const seen = async () => {
      await indexer.refresh(config);
      const file = indexer.file(path);
      const rows = Array.from({ length: file?.columns.count ?? 0 }, (_, row) => row);
      return [file?.format, file?.unread?.code, rows.map(row => file?.columns.scoreOf(row))];
    };
    expect(await seen()).toEqual([null, "unknown-format", []]);
    writeFileSync(config, mapping({ prompt: "q", response: "reply", score: "grade" }));
    expect(await seen()).toEqual(["mapped", undefined, [1, 0.5]]);
    // Other columns, other values, although the rows are the same bytes.
    writeFileSync(config, mapping({ prompt: "q", response: "reply" }));
    expect(await seen()).toEqual(["mapped", undefined, [NaN, NaN]]);
    writeFileSync(config, mapping({ response: "nothing of this name" }));
    expect(await seen()).toEqual([null, "unknown-format", []]);
    writeFileSync(config, "{ torn");
    expect(await seen()).toEqual([null, "unknown-format", []]);
    rmSync(config);
    expect(await seen()).toEqual([null, "unknown-format", []]);
    await indexer.dispose();
  });

  it("say why their loupe.json does not tell their columns, and no more once it is mended", async () => {
    const root = folder();
    const config = join(root, "loupe.json");
    const path = join(root, "any.jsonl");
    writeFileSync(path, '{"reply": "Ada"}\n');
    const indexer = await indexFolder(root);
    const said = async (text: string) => {
      writeFileSync(config, text);
      await indexer.refresh(config);
      const unread = indexer.file(path)?.unread;
      return unread === null || unread === undefined ? null : reasonText(unreadProblem(unread));
    };
    expect(await said("{ torn")).toBe("loupe.json is not JSON from character 2 on");
    expect(await said('{"columns": {"response": 3}}')).toBe("loupe.json: the value of columns.response is not used");
    expect(await said('{"columns": {"respons": "reply"}}')).toBe("loupe.json has the unknown key columns.respons");
    expect(await said(mapping({ response: "replies" }))).toBe(
      "no known format; loupe.json names replies as the response, and its keys are: reply",
    );
    expect(await said('{"space": "nowhere"}')).toMatch(/^no known format; keys: reply;/);
    expect(await said(mapping({ response: "reply" }))).toBeNull();
    await indexer.dispose();
  });

  it("are those of the nearest loupe.json, and a known format stays what it is", async () => {
    const root = folder();
    mkdirSync(join(root, "near"));
    writeFileSync(join(root, "loupe.json"), mapping({ response: "reply" }));
    writeFileSync(join(root, "near", "loupe.json"), mapping({ response: "q" }));
    writeFileSync(join(root, "near", "a.jsonl"), '{"reply": "Ada"}\n');
    writeFileSync(join(root, "b.jsonl"), '{"input": "", "output": "", "score": 1, "step": 1, "reply": "x"}\n');
    const indexer = await indexFolder(root);
    expect(indexer.file(join(root, "near", "a.jsonl"))?.format).toBeNull();
    expect(indexer.file(join(root, "b.jsonl"))?.format).toBe("verl-rollouts");
    await indexer.dispose();
  });
});
