import { linkSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { questionRecordSchema, type QuestionRecord } from "../../src/core/benchmark/questionRecord.js";
import { taskKinds } from "../../src/core/benchmark/taskKinds.js";
import { writeMadeEvaluation } from "../fixtures/madeEvaluation.js";
import { atMost, exactly, type Figure, median } from "./figure.js";
import { runJson, runVariant } from "./runVariant.js";
import type { DeskTimes } from "./deskVariant.js";
import type { Tabled } from "./tableVariant.js";

interface TableBench {
  readonly scratch: string;
  readonly isSmall: boolean;
  readonly say: (text: string) => void;
}

/** AI4VA-FG has 16,264 questions, and its Table 3 eleven models. */
const sizes = {
  full: { models: 20, questions: 16_264, rounds: 3 },
  small: { models: 6, questions: 4000, rounds: 3 },
} as const;

function question(at: number): QuestionRecord {
  const page = Math.floor(at / 58);
  const options = ["runs", "sits", "jumps", "stands"].map((text, place) => ({ label: "ABCD".charAt(place), text }));
  return questionRecordSchema.parse({
    ...{ v: 1, kind: "question", id: `act-${String(at).padStart(12, "0")}`, task: taskKinds[at % taskKinds.length] },
    ...{ page_id: `pg-${String(page).padStart(10, "0")}`, issue_id: `is-${Math.floor(page / 5)}`, split: "test" },
    ...{ image: `pages/${String(page)}.png`, width: 2232, height: 3000, hint: null, options, answer: "B" },
    question: `In the panel in row ${String((at % 4) + 1)}, column 2, what does the person in the red box do?`,
    ...{ alternatives: [], answer_type: "choice", position_prompt: "row_col", chance: 0.25, shown: null },
    marks: [{ kind: "box", box: [100, 100, 400, 700], label: "", color: "#b3261e" }],
    targets: [{ box: [80, 60, 900, 800], role: "panel", source_annotation_ids: ["train/1"] }],
    ...{ expected_zooms: 1, content_sha: String(at).padStart(64, "0"), checks: [] },
    provenance: {
      ...{ generator: "bench", version: 1, seed: 1, annotation_ids: ["train/1", "train/2"] },
      ...{ writer_model: null, writer_prompt_sha: null },
    },
    review: { state: "new", by: [] },
  });
}

const told =
  "You answer questions about a page of a comic. Look at the panels that the question is about, think step by step between " +
  "<think> and </think>, and give the letter of the right option, and nothing else, between <answer> and </answer>.";

/** An answer as it is stored: what was asked with the page that was sent, and what came. */
function turnsOf({ question: asked }: QuestionRecord, reply: string) {
  const image = { sha256: "0".repeat(64), width: 2232, height: 3000, box: [0, 0, 2232, 3000] as const };
  return [
    { role: "system", text: told, images: [], tool: null },
    { role: "user", text: `${asked}\nA. runs\nB. sits\nC. jumps\nD. stands`, images: [image], tool: null },
    { role: "assistant", text: reply, images: [], tool: null },
  ] as const;
}

const thought =
  "The panel lies in the second row; the person in the red box bends the knees, with both hands on a chair. ";

function writeModels(folder: string, { models, questions: count }: { models: number; questions: number }): number {
  rmSync(folder, { recursive: true, force: true });
  const questions = Array.from({ length: count }, (_, at) => question(at));
  let right = 0;
  for (let model = 0; model < models; model++) {
    const replies = questions.map((_, at) => {
      const isRight = (at * 31 + model * 7) % 20 < model + 1;
      if (isRight) right++;
      return `<think>${thought.repeat(3 + (at % 5))}</think>\n<answer>${isRight ? "B" : "C"}</answer>`;
    });
    const name = `model-${String(model).padStart(2, "0")}`;
    writeMadeEvaluation(join(folder, name), { name, questions, replies, turnsOf });
  }
  return right;
}

/** The files that tables are made of, in one folder, for `JSON.parse` of their lines. */
function linkFiles(folder: string, to: string): number {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const files = readdirSync(folder).flatMap(name =>
    ["predictions.jsonl", "questions.jsonl"].map(file => join(folder, name, file)),
  );
  files.forEach((file, at) => {
    linkSync(file, join(to, `${String(at)}.jsonl`));
  });
  return files.reduce((bytes, file) => bytes + statSync(file).size, 0);
}

const script = fileURLToPath(new URL("tableVariant.mjs", import.meta.url));
const deskScript = fileURLToPath(new URL("deskVariant.mjs", import.meta.url));
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** What one round took, in milliseconds. */
interface Round {
  readonly parsed: number;
  readonly again: number;
  readonly otherBase: number;
  readonly desk: DeskTimes;
}

type Timed = (round: Round) => number;

/** Tables of stored evaluations after the first time, beside JSON.parse of their files in two workers. */
export async function tableFigures({ scratch, isSmall, say }: TableBench): Promise<readonly Figure[]> {
  const size = isSmall ? sizes.small : sizes.full;
  const [folder, links, kept] = ["evaluations", "evaluation-files", "evaluation-store"].map(name =>
    join(scratch, name),
  );
  if (folder === undefined || links === undefined || kept === undefined) return [];
  say(`${String(size.models)} evaluations of ${String(size.questions)} questions in ${folder}`);
  const right = writeModels(folder, size);
  const bytes = linkFiles(folder, links);
  rmSync(kept, { recursive: true, force: true });
  const tables = (base?: string) =>
    runJson<Tabled>(process.execPath, [script, folder, kept, ...(base === undefined ? [] : [base])]);
  const first = await tables();
  const rounds: Round[] = [];
  for (let round = 0; round < size.rounds; round++)
    rounds.push({
      parsed: (await runVariant("parse", links, { warm: 1 })).ms,
      again: (await tables()).ms,
      otherBase: (await tables(`model-${String(round).padStart(2, "0")}`)).ms,
      desk: await runJson<DeskTimes>(process.execPath, ["--expose-gc", deskScript, folder, kept]),
    });
  for (const made of [folder, links, kept]) rmSync(made, { recursive: true, force: true });
  const asked = size.models * size.questions;
  const what = `${String(size.models)} × ${String(size.questions)} answers`;
  const beside = `${seconds(median(rounds.map(({ parsed }) => parsed)))} for ${String(bytes >> 20)} MB`;
  return [
    ofParse(`tables of ${what} again, of JSON.parse in two workers`, rounds, ({ again }) => again, [
      ...[beside, `the first time ${seconds(first.ms)}`],
    ]),
    ofParse("the same, another base, of grades that are kept", rounds, ({ otherBase }) => otherBase),
    ofParse("the same, opened in the view, of JSON.parse in two workers", rounds, ({ desk }) => desk.opened),
    ofParse("the same, another base in the view", rounds, ({ desk }) => desk.base),
    ofParse("the same, another split and other clusters in the view", rounds, ({ desk }) => desk.cut),
    held(rounds),
    exactly("answers in the tables", String(asked), String(first.answers), first.answers === asked),
    exactly("right ones among them", String(right), String(first.right), first.right === right),
  ];
}

function ofParse(name: string, rounds: readonly Round[], ms: Timed, beside: readonly string[] = []): Figure {
  const best = Math.min(...rounds.map(ms)) / Math.min(...rounds.map(({ parsed }) => parsed));
  const ratios = rounds.map(round => ms(round) / round.parsed);
  const figure = atMost(name, 0.1, ratios, best);
  const said = [figure.measured, `${median(rounds.map(ms)).toFixed(0)} ms`, ...beside];
  return { ...figure, measured: said.join("; ") };
}

function held(rounds: readonly Round[]): Figure {
  const megabytes = rounds.map(({ desk }) => desk.heldBytes / 2 ** 20);
  return atMost("memory that the view's thread holds for them", 128, megabytes, Math.min(...megabytes), " MB");
}
