import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { benchImportCommand } from "../../../src/node/cli/benchImportCommand.js";
import { benchImportOutput } from "../../../src/node/cli/benchImportOutput.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import type { Ran } from "./loupe.js";

const makeFolder = temporaryFolder();

async function bench(...args: readonly string[]): Promise<Ran> {
  let out = "";
  let err = "";
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const group = new Command("bench").addCommand(benchImportCommand(output));
  const code = await runProgram(program("0.0.0", output, [group]), ["bench", ...args], output);
  return { code, out, err };
}

const question = { title: "Tora", image_number: 1, question: "Who?", answer: "Tora" };
const book = '<book title="Tora"><pages><page index="1" width="90" height="60"/></pages></book>';
const drawn = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"/>';

function sources(files: Readonly<Record<string, string>>): { readonly folder: string; readonly out: string } {
  const folder = makeFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, out: join(folder, "bench") };
}

describe("loupe bench import of other sets", () => {
  test("finds the person's own copies by --images, for pages and for questions about them", async () => {
    const { folder, out } = sources({
      "set/Tora.xml": book,
      "set/test.jsonl": JSON.stringify(question),
      "manga/images/Tora/001.jpg": drawn,
    });
    const ran = await bench("import", join(folder, "set"), "--out", out, "--images", join(folder, "manga"), "--json");
    expect(benchImportOutput.parse(JSON.parse(ran.out))).toMatchObject({
      kind: "imported",
      pages: 1,
      sets: [{ name: "mangavqa", records: 1 }],
      mapping: null,
    });
    expect(readFileSync(join(out, "sets", "mangavqa.jsonl"), "utf8")).toContain('"found":true');
  });

  test("says of question sets alone what they are and where their problems stand", async () => {
    const { folder, out } = sources({ "test.jsonl": JSON.stringify(question) });
    const ran = await bench("import", join(folder, "test.jsonl"), "--out", out);
    expect(ran).toMatchObject({ code: 0, err: "loupe: 1 problems, each in problems.mangavqa.jsonl\n" });
    expect(ran.out).toContain("sets/mangavqa.jsonl: 1 questions");
    expect(ran.out).not.toContain("pages");
  });

  test("refuses a set by a mapping without one, in one line", async () => {
    const { folder, out } = sources({ "strips.json": "[]" });
    const ran = await bench("import", join(folder, "strips.json"), "--out", out, "--as", "stripcipher");
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/^loupe: --mapping: [^\n]*"questions"[^\n]*\n$/);
  });
});
