import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import type { PromptTemplate } from "../../../src/core/benchmark/promptTemplate.js";
import { readPrompts } from "../../../src/node/benchmark/readPrompts.js";
import { temporaryFolder } from "../jobs/temporaryFolder.js";

const caption = builtInPrompts.find(({ id }) => id === "caption")!;

function folderOf(files: Readonly<Record<string, PromptTemplate | string>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return folder;
}

describe("a folder of prompts", () => {
  it("replaces the product's of the same id, and says which", async () => {
    const mine = { ...caption, version: 7, system: "Mine." };
    const read = await readPrompts(folderOf({ "any name.json": mine, "notes.txt": "no prompt" }));
    expect(read).toMatchObject({ kind: "prompts", replaced: ["caption"], added: [] });
    expect(read.kind === "prompts" && read.prompts.find(({ id }) => id === "caption")).toEqual(mine);
    expect(read.kind === "prompts" && read.prompts).toHaveLength(builtInPrompts.length);
  });

  it("may be none, and then the prompts are the product's", async () => {
    expect(await readPrompts(null)).toEqual({ kind: "prompts", prompts: builtInPrompts, replaced: [], added: [] });
  });

  it("that is not there is told", async () => {
    expect(await readPrompts(join(temporaryFolder(), "none"))).toMatchObject({ kind: "no-folder" });
  });

  it("is refused as a whole, with every file in which something is wrong", async () => {
    const read = await readPrompts(
      folderOf({
        "a.json": { ...caption, system: "Mine." },
        "b.json": { ...caption, system: "Mine, too." },
        "c.json": '{"id": "caption"',
        "d.json": '{"id": "caption", "use": "sing"}',
        "e.json": { ...caption, id: "question-pairs", user: "{question}" },
        "f.json": { ...caption, id: "unheard-of" },
      }),
    );
    if (read.kind !== "problems") throw new Error(read.kind);
    expect(read.problems.map(({ file, problem }) => [file, problem.code])).toEqual([
      ["c.json", "not-json"],
      ["d.json", "not-a-prompt"],
      ["b.json", "twice-the-id"],
      ["e.json", "unknown-place"],
      ["f.json", "unknown-id"],
    ]);
  });
});
