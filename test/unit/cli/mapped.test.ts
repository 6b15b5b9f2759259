import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { linkCommands } from "../../../src/node/cli/linkCommand.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { loupe } from "./loupe.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();

const columns = { prompt: "q", response: "reply", score: "grade", step: "at" };
const line = (reply: string) => `${JSON.stringify({ q: "Who?", reply, grade: 1, at: 3, asked: "z1" })}\n`;

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A run inside of a folder whose loupe.json says what the columns and the questions of its runs are. */
function writeNested() {
  const root = makeFolder();
  const config = { columns: { ...columns, questionId: "asked" }, datasets: ["questions.jsonl"] };
  write(join(root, "loupe.json"), JSON.stringify(config));
  write(
    join(root, "questions.jsonl"),
    `${JSON.stringify({ question_id: "z1", question: "Who is it?", answer: "Ada" })}\n`,
  );
  const files = ["rollouts", "validation"].map(name => write(join(root, "exp1", name, "all.jsonl"), line(name)));
  return { root, files };
}

test("a column that loupe.json names and no row has is said, once and by its name", async () => {
  const root = makeFolder();
  const named = { ...columns, score: "grad", accuracyReward: "parts.acc", questionId: "of_the_dataset" };
  write(join(root, "loupe.json"), JSON.stringify({ columns: named }));
  const file = write(join(root, "rollouts", "all.jsonl"), line("Ada") + line("Bob"));
  const said = (err: string) => err.split("\n").filter(one => one.includes("names the column"));
  expect(said((await loupe("show", file, "1")).err).map(one => one.replace(/^.*: loupe/, "loupe"))).toEqual([
    "loupe.json names the column grad, which none of the first rows of all.jsonl has",
    "loupe.json names the column parts.acc, which none of the first rows of all.jsonl has",
  ]);
  write(join(root, "loupe.json"), JSON.stringify({ columns }));
  expect(said((await loupe("show", file, "1")).err)).toEqual([]);
});

async function openedReplies(roots: readonly string[], files: readonly string[]) {
  const { runs } = await openRuns({ roots });
  const opened = await Promise.all(files.map(file => runs.openRow({ file, row: 0 })));
  return opened.map(one => (one?.kind === "rollout" ? [one.rollout.prompt, one.join.kind] : one));
}

test("a run below the loupe.json of the opened folder opens, with its dataset, as the index read it", async () => {
  const { root, files } = writeNested();
  expect(await openedReplies([root], files)).toEqual([
    ["Who?", "one"],
    ["Who?", "one"],
  ]);
});

test("no loupe.json above the opened folder is asked, by the index or by who opens rows", async () => {
  const { root, files } = writeNested();
  const { runs } = await openRuns({ roots: [join(root, "exp1")] });
  expect(runs.files().map(({ format }) => format)).toEqual([null, null]);
  expect(await openedReplies([join(root, "exp1")], files)).not.toContainEqual(["Who?", "one"]);
});

test("a folder inside a run has a loupe.json of its own, which speaks for its files alone", async () => {
  const root = makeFolder();
  write(join(root, "loupe.json"), JSON.stringify({ columns }));
  write(join(root, "old", "loupe.json"), JSON.stringify({ columns: { ...columns, prompt: "asked" } }));
  const files = ["new", "old"].map(name => write(join(root, name, "all.jsonl"), line(name)));
  expect(await openedReplies([root], files)).toEqual([
    ["Who?", "none"],
    ["z1", "none"],
  ]);
});

/** What a command prints of each of these paths. */
async function printed(...commands: readonly (readonly string[])[]): Promise<readonly string[]> {
  const out: string[] = [];
  for (const command of commands) {
    const ran = await loupe(...command);
    out.push(ran.code === 0 ? ran.out : ran.err);
  }
  return out;
}

test("a file or folder inside of a run is read by the loupe.json of the run", async () => {
  const run = makeFolder();
  write(join(run, "loupe.json"), JSON.stringify({ columns }));
  const file = write(join(run, "rollouts", "all.jsonl"), line("Ada") + line("Bob"));
  for (const text of await printed(["index", file], ["index", join(run, "rollouts")]))
    expect(text).toContain("mapped · 2 rows · step 3");
  const [shown, listed] = await printed(["show", file, "1"], ["rollouts", file, "--json"]);
  expect(shown).toContain("Bob");
  expect(listed?.trim().split("\n")).toHaveLength(2);
  let link = "";
  const output = { out: (text: string) => void (link += text), err: () => undefined };
  await runProgram(program("0.0.0", output, linkCommands("made.up", output)), ["link", file, "0"], output);
  expect(link).toMatch(/^vscode:.*all\.jsonl/);
});

test("what is proposed can be written into a loupe.json as it is printed; why is told beside it", async () => {
  const run = makeFolder();
  const lines = [1, 2].map(
    at => `${JSON.stringify({ q: "Who holds the lamp?", reply: "Ada", reward: { total: 1 }, at })}\n`,
  );
  const file = write(join(run, "all.jsonl"), lines.join(""));
  const { code, out, err } = await loupe("formats", "propose", file);
  expect([code, JSON.parse(out)]).toEqual([0, { columns: { response: "reply", score: "reward.total", prompt: "q" } }]);
  expect(err).toMatch(/^role +column +why/);
  write(join(run, "loupe.json"), out);
  expect((await loupe("index", file)).out).toContain("mapped · 2 rows");
  const known = write(
    join(run, "1.jsonl"),
    `${JSON.stringify({ input: "a", output: "b", score: 1, step: 1, gts: "c" })}\n`,
  );
  expect(await loupe("formats", "propose", known)).toEqual({
    code: 0,
    out: "",
    err: "loupe: it is read already, as verl-rollouts: no mapping is needed\n",
  });
  const none = write(join(run, "none.jsonl"), '{"a":1}\n');
  expect(await loupe("formats", "propose", none)).toMatchObject({ code: 1, out: "" });
});
