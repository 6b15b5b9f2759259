import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import { sha256 } from "../sha256.js";
import {
  badRow,
  type ForeignDraft,
  type QuestionSet,
  type SetRow,
  type SetRowRead,
  type WantedImage,
} from "./foreignDraft.js";
import { aboutRow, textField, wholeField } from "./rowFields.js";

const licence =
  "MangaVQA: as its cards say; the training part is CC BY 4.0, was written by a model and is bound by that model's terms. Pages: Manga109, not to be passed on.";

/** As the set's own evaluation judges: one answer in words, from 1 to 10. */
const open = {
  set: "mangavqa",
  group: null,
  hint: null,
  options: [],
  alternatives: [],
  answer_type: "open",
  judge_scale: [1, 10],
  chance: null,
  composition: null,
  licence_note: licence,
} satisfies Partial<ForeignDraft>;

function pageImage(title: string, number: number): WantedImage {
  const name = `${title}/${String(number).padStart(3, "0")}.jpg`;
  return { kind: "named", role: "page", name, hints: [title, "images"] };
}

/** A row of the test part: one question about one spread. */
function testRow({ value }: SetRow): SetRowRead {
  const [title, number] = [textField(value, "title"), wholeField(value, "image_number")];
  const question = textField(value, "question");
  if (title === null || number === null || number < 0) return badRow("no title or image_number");
  if (question === null) return badRow("no question");
  const draft: ForeignDraft = {
    ...open,
    // The test part has no ids, and may come in one file or several.
    id: `test-${sha256(JSON.stringify([title, number, question])).slice(0, 10)}`,
    split: "test",
    skill: textField(value, "understanding_type"),
    question,
    answer: textField(value, "answer"),
    images: [pageImage(title, number)],
    about: aboutRow(value, ["title", "image_number", "required_info", "w5h1", "understanding_type"]),
  };
  return { drafts: [draft], faults: draft.answer === null ? ["no answer"] : [] };
}

const objects = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);

/** The words of a message, whose parts have a null for what they are not. */
function wordsOf({ content }: JsonObject): string {
  if (typeof content === "string") return content.trim();
  const texts = objects(content).flatMap(part => (typeof part["text"] === "string" ? [part["text"]] : []));
  return texts.join("\n").trim();
}

/** Where training data keep the page: a path that ends with its book and number. */
function imageOf(messages: readonly JsonObject[]): WantedImage | null {
  for (const part of messages.flatMap(({ content }) => objects(content))) {
    const path = part["image"];
    if (typeof path !== "string" || path === "") continue;
    const [title, file] = path.split(/[\\/]/).slice(-2);
    const name = file === undefined ? path : `${title ?? ""}/${file}`;
    return { kind: "named", role: "page", name, hints: title === undefined ? [] : [title, "images"] };
  }
  return null;
}

/** A row of the training part: a conversation, of which each pair of messages is a question. */
function trainRow({ file, row, value }: SetRow): SetRowRead {
  const messages = objects(value["messages"]);
  const image = imageOf(messages);
  if (image === null) return badRow("no image in the messages");
  const spoken = messages.filter(({ role }) => role === "user" || role === "assistant");
  const id = textField(value, "id") ?? `${file}#${row}`;
  const drafts = spoken.flatMap((message, at): readonly ForeignDraft[] => {
    const reply = spoken[at + 1];
    if (message["role"] !== "user" || reply?.["role"] !== "assistant") return [];
    const [question, answer] = [wordsOf(message), wordsOf(reply)];
    if (question === "" || answer === "") return [];
    const about = aboutRow(value, ["id"]);
    return [{ ...open, id: `${id}-${at / 2}`, split: "train", skill: null, question, answer, images: [image], about }];
  });
  return drafts.length === 0 ? badRow("no question with an answer") : { drafts, faults: [] };
}

/** MangaVQA (manga109/MangaLMM, evaluation/inference_VQA.py and data/preprocess.py). */
export const mangaVqaSet: QuestionSet = {
  id: "mangavqa",
  signs: [
    { columns: ["title", "image_number", "question", "answer"] },
    { columns: ["id", "messages"], path: /mangavqa/i },
  ],
  read: row => ("messages" in row.value ? trainRow(row) : testRow(row)),
};
