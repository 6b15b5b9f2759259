import type { TaskKind } from "../taskKinds.js";
import type { AnswerType } from "./taskStatistics.js";

/** What is to be known before a figure of the paper is laid beside one's own (facts: benchmark 2.3 and 2.4). */
export const paperNotes = [
  /** Table 2 gives Character Identification 4 choices; Table 3's guess of 50 % and the wording mean 2. */
  "identification-choices",
  /** Section 3 says that all questions have boxes, 3.1 that the reordering kinds have none: 13,508 of 16,264 have. */
  "boxes-not-all",
  /** Figure 3 is a picture whose numbers are printed nowhere; what follows from Table 2 is derived. */
  "figure-three",
  /** Sizes of test splits are printed nowhere: the only ones up to 200 by which the printed percentages are whole counts. */
  "test-sizes",
  /** Table 1's MangaVQA count is not that of its cards (41,895 + 526). */
  "mangavqa-count",
  /** Table 1 calls AI4VA-FG public; AI4VA's own licence is for non-commercial use. */
  "public-licence",
  /** The copy of the paper that was read has crosses, but no check marks, in Table 1. */
  "check-marks",
] as const;
export type PaperNote = (typeof paperNotes)[number];

interface PaperTask {
  readonly task: TaskKind;
  readonly answerType: AnswerType;
  /** As printed. */
  readonly choices: number | null;
  readonly questions: number;
  /** Inferred, see the note `test-sizes`. */
  readonly testQuestions: number;
  readonly notes: readonly PaperNote[];
}

/** A benchmark of Table 1. Null: the copy that was read does not say. */
interface PaperBenchmark {
  readonly name: string;
  /** As `sets/<id>.jsonl` of an import is called; null: our own row. */
  readonly set: string | null;
  readonly categories: readonly ("recognition" | "comprehension" | "reordering")[];
  readonly questions: number;
  readonly sft: boolean | null;
  readonly rl: boolean | null;
  readonly isPublic: boolean | null;
  readonly notes: readonly PaperNote[];
}

const row = (
  task: TaskKind,
  answerType: AnswerType,
  choices: number | null,
  questions: number,
  testQuestions: number,
) => ({ task, answerType, choices, questions, testQuestions, notes: [] }) satisfies PaperTask;

/** Table 2 of arXiv 2511.06490v1 as printed. */
const tasks: readonly PaperTask[] = [
  row("panel_understanding", "open", null, 7902, 150),
  row("action_recognition", "choice", 4, 1669, 147),
  row("depth_comparison", "choice", 2, 1125, 103),
  row("dialog_reordering", "choice", 2, 1364, 126),
  row("panel_reordering", "choice", 2, 1392, 126),
  { ...row("character_identification", "choice", 4, 2368, 136), notes: ["identification-choices"] },
  row("character_counting", "integer", null, 444, 37),
];

/** Table 1 as printed. That no other benchmark has applied RL is said in section 2. */
const benchmarks: readonly PaperBenchmark[] = [
  {
    ...{ name: "MangaUB", set: "mangaub", categories: ["recognition", "comprehension", "reordering"] },
    ...{ questions: 6585, sft: false, rl: false, isPublic: false, notes: [] },
  },
  {
    ...{ name: "StripCipher", set: "stripcipher", categories: ["comprehension", "reordering"] },
    ...{ questions: 2170, sft: null, rl: false, isPublic: null, notes: ["check-marks"] },
  },
  {
    ...{ name: "ComicsPAP", set: "comicspap", categories: ["reordering"] },
    ...{ questions: 103_933, sft: true, rl: false, isPublic: true, notes: ["check-marks"] },
  },
  {
    ...{ name: "MangaVQA", set: "mangavqa", categories: ["recognition", "comprehension"] },
    ...{ questions: 40_363, sft: null, rl: false, isPublic: null, notes: ["mangavqa-count", "check-marks"] },
  },
  {
    ...{ name: "AI4VA-FG", set: null, categories: ["recognition", "comprehension", "reordering"] },
    ...{ questions: 16_264, sft: true, rl: true, isPublic: true, notes: ["public-licence"] },
  },
];

/** The paper's own numbers, to be laid beside those of any other dataset. */
export const paperBenchmark = {
  source: "arXiv 2511.06490v1",
  tasks,
  benchmarks,
  /** As printed; the rows of Table 2 add up to it. */
  questions: 16_264,
  /** Derived from Table 2: its questions by type of answer, and over how many panels they go. */
  answerTypes: { open: 7902, choice: 7918, integer: 444 },
  spans: { single: 10_696, multi: 5568 },
  /** All but the two reordering kinds. */
  withBoxes: 13_508,
  notes: paperNotes,
} as const;
