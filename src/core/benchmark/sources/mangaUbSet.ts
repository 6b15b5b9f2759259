import type { JsonObject } from "../../dataset/jsonObject.js";
import { badRow, type ForeignDraft, type QuestionSet, type SetRow, type SetRowRead } from "./foreignDraft.js";
import { aboutRow, optionLetter, textField, wholeField } from "./rowFields.js";

const licence = "MangaUB: labels CC BY 4.0. Panels: Manga109, not to be passed on.";

interface AskedOptions {
  /** What stands before and behind the options. */
  readonly question: string;
  readonly options: readonly string[];
}

/**
 * The options that a prompt lists, a line each as `A. …`: the last such lines in a row, since dialogues may come before
 * them. The columns that list options are joined by commas, which options have too.
 */
function askedOptions(prompt: string): AskedOptions {
  const lines = prompt.split(/\r?\n/);
  const letterOf = (line: string | undefined) => /^([A-Z])\. /.exec(line ?? "")?.[1] ?? null;
  let end = lines.length;
  while (end > 0 && letterOf(lines[end - 1]) === null) end--;
  let start = end;
  while (start > 0 && letterOf(lines[start - 1]) !== null) start--;
  // A dialogue line that looks like an option may stand right before the first one.
  while (start < end && letterOf(lines[start]) !== "A") start++;
  const options = lines.slice(start, end).map(line => line.slice(3).trim());
  const question = [...lines.slice(0, start), ...lines.slice(end)].join("\n").trim();
  return options.length < 2 ? { question: prompt.trim(), options: [] } : { question, options };
}

/** The kind of question: some tables name it in a column, others are of one kind, which their file's name says. */
function skillOf({ file, value }: SetRow): string {
  const [folder = "", name = ""] = [
    file.split(/[\\/]/).at(-2),
    file
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.[^.]*$/, ""),
  ];
  const own = /^(?:train|valid|test)$/.test(name) ? folder : name;
  return [textField(value, "task") ?? own, textField(value, "category")].filter(part => part !== null).join("/");
}

const splitOf = (file: string): string | null => /(?:^|[\\/])(train|valid|test)\.csv$/.exec(file)?.[1] ?? null;

function isTurned(value: JsonObject): string | null {
  return textField(value, "circular_index") ?? textField(value, "circular_id");
}

type Answered = Pick<ForeignDraft, "options" | "answer" | "answer_type" | "chance" | "question">;

function answered(prompt: string, value: JsonObject): Answered | string {
  const { question, options } = askedOptions(prompt);
  const expected = textField(value, "expected");
  if (expected === null) return "no expected answer";
  if (options.length === 0) {
    const answer = wholeField(value, "expected");
    if (answer === null) return `expected ${expected.slice(0, 40)} of no options`;
    return { question, options: [], answer, answer_type: "integer", chance: null };
  }
  const listed = options.map((text, at) => ({ label: optionLetter(at), text, image: null }));
  const label = expected.trim();
  if (!listed.some(option => option.label === label))
    return `expected ${label.slice(0, 40)} of ${options.length} options`;
  return { question, options: listed, answer: label, answer_type: "choice", chance: 1 / options.length };
}

const kept = [
  ["title", "genre", "task", "category", "label", "panel_id", "i_page", "i_displacement", "expected_text"],
  ["is_with_transcription", "is_transcription_shown", "cropped_type", "image_order_type", "onom_id"],
].flat();

function read(row: SetRow): SetRowRead {
  const { value } = row;
  const [id, prompt, image] = [textField(value, "prompt_id"), textField(value, "prompt"), textField(value, "impath")];
  if (id === null) return badRow("no prompt_id");
  if (prompt === null) return badRow("no prompt");
  if (image === null) return badRow("no impath");
  const answer = answered(prompt, value);
  if (typeof answer === "string") return badRow(answer);
  // Two prompts of one panel, with the words in it and without, have one id in `circular_id` of some tables.
  const shown = textField(value, "is_transcription_shown");
  const group = isTurned(value);
  const draft: ForeignDraft = {
    set: "mangaub",
    id,
    split: splitOf(row.file),
    skill: skillOf(row),
    group: group === null || shown === null ? group : `${group}/${shown}`,
    hint: null,
    ...answer,
    alternatives: [],
    judge_scale: null,
    images: [{ kind: "named", role: "page", name: image, hints: [] }],
    composition: null,
    licence_note: licence,
    about: { ...aboutRow(value, kept), prompt },
  };
  return { drafts: [draft], faults: [] };
}

/**
 * MangaUB's tables of prompts, as its builders write them (woodrush/manga-ub, builders/*.py). Each question stands once
 * for every turn of its options.
 */
export const mangaUbSet: QuestionSet = {
  id: "mangaub",
  signs: [{ columns: ["prompt_id", "impath", "expected", "prompt"] }],
  read,
};
