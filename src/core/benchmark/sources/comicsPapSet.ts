import type { JsonObject } from "../../dataset/jsonObject.js";
import {
  badRow,
  type ForeignDraft,
  type QuestionSet,
  type SetRow,
  type SetRowRead,
  type WantedImage,
} from "./foreignDraft.js";
import type { ForeignComposition, ForeignImageRole } from "./foreignQuestion.js";
import { aboutRow, holdsImage, imageName, textField, wholeField } from "./rowFields.js";

const licence = "ComicsPAP: CC BY-SA 4.0.";

/** What is asked, in our words: the set has none, and its authors' prompts are theirs. Data for a model, not for a person. */
const questions: Readonly<Record<string, string>> = {
  sequence_filling:
    "The first row shows the panels of a comic in order, one of them replaced by a question mark. Which of the numbered panels belongs there?",
  char_coherence:
    "The first row shows panels of a comic in order, one of them replaced by a question mark. In which of the numbered panels do the characters say and do what fits there?",
  visual_closure:
    "The first row shows panels of a comic in order, one of them replaced by a question mark. Which of the numbered panels goes on with what is seen there?",
  text_closure:
    "The first row shows panels of a comic in order, one of them replaced by a question mark. Which of the numbered panels goes on with what is said there?",
  caption_relevance:
    "A description of one panel of a comic is given. Which of the numbered panels comes right after the one described?",
};
const otherwise = questions["sequence_filling"] ?? "";

function imagesOf(value: JsonObject, column: string, role: ForeignImageRole): readonly WantedImage[] {
  const cells = value[column];
  if (!Array.isArray(cells)) return [];
  return cells.flatMap((cell: unknown, index): readonly WantedImage[] => {
    const name = imageName(cell);
    if (holdsImage(cell)) return [{ kind: "cell", role, column, index, name }];
    return name === null ? [] : [{ kind: "named", role, name, hints: [] }];
  });
}

/** The single image of the authors' evaluation (data_utils.py, SingleImagePickAPanel), to be drawn when it is asked for. */
const composition = (gap: number | null): ForeignComposition => ({
  kind: "panels-in-rows",
  longest_edge: 500,
  margin: 10,
  label_space: 20,
  gap,
  first_number: 0,
});

function splitOf({ file, value }: SetRow): string | null {
  const named =
    /(?:^|[\\/])(train|val|test)[-_.\d]/.exec(file)?.[1] ?? /(?:^|[\\/])(train|val|test)[\\/]/.exec(file)?.[1];
  return textField(value, "split") ?? named ?? null;
}

function faultsOf(options: number, answer: number | null, gap: number | null, context: number): readonly string[] {
  const faults: string[] = [];
  if (answer !== null && answer >= options) faults.push(`solution_index ${answer} of ${options} options`);
  if (gap !== null && gap > context) faults.push(`index ${gap} of ${context} panels`);
  return faults;
}

/** -1 stands for none, in the gap of a question without context and in the answers that are kept back. */
const fromZero = (number: number | null): number | null => (number === null || number < 0 ? null : number);

function read(row: SetRow): SetRowRead {
  const { value } = row;
  const id = textField(value, "sample_id");
  const context = imagesOf(value, "context", "context");
  const options = imagesOf(value, "options", "option");
  if (id === null) return badRow("no sample_id");
  if (options.length < 2) return badRow(`${options.length} options`);
  const skill = textField(value, "task_type");
  const answer = fromZero(wholeField(value, "solution_index"));
  const gap = context.length === 0 ? null : fromZero(wholeField(value, "index"));
  const faults = faultsOf(options.length, answer, gap, context.length);
  if (faults.length > 0) return badRow(...faults);
  const draft: ForeignDraft = {
    set: "comicspap",
    id,
    split: splitOf(row),
    skill,
    group: null,
    question: questions[skill ?? ""] ?? otherwise,
    hint: textField(value, "previous_panel_caption"),
    options: options.map((_, at) => ({ label: String(at), text: null, image: context.length + at })),
    answer: answer === null ? null : String(answer),
    alternatives: [],
    answer_type: "choice",
    judge_scale: null,
    chance: 1 / options.length,
    images: [...context, ...options],
    composition: composition(gap),
    licence_note: licence,
    about: aboutRow(value, ["task_type"]),
  };
  return { drafts: [draft], faults: [] };
}

/** ComicsPAP (llabres/ComicsPAP, data_utils.py and evaluate.py). */
export const comicsPapSet: QuestionSet = {
  id: "comicspap",
  signs: [{ columns: ["sample_id", "context", "options", "solution_index"] }],
  read,
};
