import type { JsonObject } from "../../dataset/jsonObject.js";
import { isJsonObject } from "../../dataset/jsonObject.js";
import { parseTolerant } from "../../rollout/parseTolerant.js";
import {
  badRow,
  type ForeignDraft,
  type QuestionSet,
  type SetRow,
  type SetRowRead,
  type WantedImage,
} from "./foreignDraft.js";
import { pythonList } from "./pythonList.js";
import { aboutRow, imageName, optionLetter, textField } from "./rowFields.js";

const licence = "MMMU: Apache 2.0; its images are of many owners, for research.";

/** As the set has columns for them: image_1 to image_7. */
const mostImages = 7;

function textsOf(field: unknown): readonly string[] | null {
  if (Array.isArray(field)) return field.map(String);
  if (typeof field !== "string") return null;
  const listed = pythonList(field);
  if (listed !== null) return listed;
  const parsed = parseTolerant(field);
  return parsed.ok && Array.isArray(parsed.value) ? parsed.value.map(String) : null;
}

/** Images in the order of their columns; texts name them `<image 1>` …, so that none may be passed over. */
function imagesOf(value: JsonObject): readonly WantedImage[] {
  return Array.from({ length: mostImages }, (_, at) => `image_${at + 1}`).flatMap((column): readonly WantedImage[] => {
    const cell = value[column];
    const name = imageName(cell);
    if (isJsonObject(cell)) return [{ kind: "cell", role: "page", column, index: 0, name }];
    return name === null ? [] : [{ kind: "named", role: "page", name, hints: [] }];
  });
}

/** `validation_Accounting_1` → validation, Accounting. */
const idParts = /^(dev|validation|test)_(.+)_\d+$/;

type Answered = Pick<ForeignDraft, "options" | "answer" | "alternatives" | "answer_type" | "chance" | "judge_scale">;

/** The test part keeps its answers back and has a question mark in their place. */
const withheld = new Set(["?", ""]);

function choice(options: readonly string[], answer: string | null): Answered | string {
  const listed = options.map((text, at) => ({ label: optionLetter(at), text, image: null }));
  const label = answer?.trim() ?? "";
  const isKept = withheld.has(label);
  if (!isKept && !listed.some(option => option.label === label))
    return `answer ${label.slice(0, 40)} of ${listed.length} options`;
  return {
    options: listed,
    answer: isKept ? null : label,
    alternatives: [],
    answer_type: "choice",
    chance: 1 / listed.length,
    judge_scale: null,
  };
}

function open(answer: string | null): Answered {
  const [first = null, ...more] = answer === null ? [] : (pythonList(answer) ?? [answer]);
  const isKept = first === null || withheld.has(first.trim());
  return {
    options: [],
    answer: isKept ? null : first,
    alternatives: isKept ? [] : more,
    answer_type: "open",
    chance: null,
    judge_scale: null,
  };
}

function read({ value }: SetRow): SetRowRead {
  const [id, question] = [textField(value, "id"), textField(value, "question")];
  if (id === null) return badRow("no id");
  if (question === null) return badRow("no question");
  const options = textsOf(value["options"]);
  if (options === null) return badRow("options that are no list");
  const answer = options.length === 0 ? open(textField(value, "answer")) : choice(options, textField(value, "answer"));
  if (typeof answer === "string") return badRow(answer);
  const images = imagesOf(value);
  const named = [question, ...options].join(" ").matchAll(/<image (\d+)>/g);
  const missing = [...new Set([...named].map(([, number]) => Number(number)))].filter(number => number > images.length);
  const [, split, subject] = idParts.exec(id) ?? [];
  const draft: ForeignDraft = {
    set: "mmmu",
    id,
    split: split ?? null,
    skill: subject ?? textField(value, "subfield"),
    group: null,
    question,
    hint: null,
    ...answer,
    images,
    composition: null,
    licence_note: licence,
    about: aboutRow(value, ["question_type", "subfield", "topic_difficulty", "img_type"]),
  };
  return { drafts: [draft], faults: missing.map(number => `image ${number} is named and not there`) };
}

/** MMMU (its dataset card): single-choice and open questions with up to seven images. */
export const mmmuSet: QuestionSet = {
  id: "mmmu",
  signs: [{ columns: ["id", "question", "options", "answer", "question_type"] }],
  read,
};
