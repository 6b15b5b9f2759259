import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import { atWay } from "./atWay.js";
import {
  badRow,
  type ForeignDraft,
  type ForeignOption,
  type QuestionSet,
  type SetRow,
  type SetRowRead,
  type WantedImage,
} from "./foreignDraft.js";
import type { ForeignImageRole } from "./foreignQuestion.js";
import { pythonList } from "./pythonList.js";
import type { QuestionMapping } from "./questionMapping.js";
import { aboutRow, holdsImage, imageName, optionLetter, textField, wholeField } from "./rowFields.js";

/** The columns that a mapping names, under the mapping's own words. */
function picked(value: JsonObject, ways: Readonly<Record<string, string | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(ways).flatMap(([word, way]) => (way === undefined ? [] : [[word, atWay(value, way)]])),
  );
}

function textList(field: unknown): readonly string[] | null {
  if (field === undefined || field === null || field === "") return [];
  if (Array.isArray(field)) return field.map(item => (isJsonObject(item) ? String(item["text"]) : String(item)));
  if (isJsonObject(field)) return Object.values(field).map(String);
  return typeof field === "string" ? pythonList(field) : null;
}

function wantedImages(
  field: unknown,
  column: string,
  role: ForeignImageRole,
  pattern: string,
  hints: readonly string[],
): readonly WantedImage[] {
  const cells: readonly unknown[] = Array.isArray(field) ? field : [field];
  return cells.flatMap((cell, index): readonly WantedImage[] => {
    const written = typeof cell === "number" ? String(cell) : imageName(cell);
    if (holdsImage(cell)) return [{ kind: "cell", role, column, index, name: written }];
    return written === null ? [] : [{ kind: "named", role, name: pattern.replaceAll("{value}", written), hints }];
  });
}

const labelOf = (index: number, labels: QuestionMapping["labels"]): string =>
  labels === "letters" ? optionLetter(index) : String(labels === "from0" ? index : index + 1);

/** The label of the option that a column means; null: none, and undefined: the column says nothing. */
function labelMeant(fields: JsonObject, options: readonly ForeignOption[], as: QuestionMapping["answerAs"]) {
  const [text, number] = [textField(fields, "answer")?.trim(), wholeField(fields, "answer")];
  if (text === undefined) return undefined;
  switch (as) {
    case "label":
      return options.find(({ label }) => label === text)?.label ?? null;
    case "index0":
      return number === null ? null : (options[number]?.label ?? null);
    case "index1":
      return number === null ? null : (options[number - 1]?.label ?? null);
    case "text":
      return options.find(option => option.text?.trim() === text)?.label ?? null;
  }
}

type Answered = Pick<ForeignDraft, "answer" | "alternatives" | "chance">;

function answered(fields: JsonObject, options: readonly ForeignOption[], mapping: QuestionMapping): Answered | string {
  switch (mapping.answerType) {
    case "choice": {
      const label = labelMeant(fields, options, mapping.answerAs);
      if (options.length < 2) return `${options.length} options`;
      if (label === null)
        return `answer ${textField(fields, "answer")?.slice(0, 40) ?? ""} of ${options.length} options`;
      return { answer: label ?? null, alternatives: [], chance: 1 / options.length };
    }
    case "integer": {
      const answer = wholeField(fields, "answer");
      if (answer === null && textField(fields, "answer") !== null) return "an answer that is no whole number";
      return { answer, alternatives: [], chance: null };
    }
    case "open": {
      const [first = null, ...more] = textList(fields["answer"]) ?? [textField(fields, "answer") ?? ""];
      return { answer: first === "" ? null : first, alternatives: first === "" ? [] : more, chance: null };
    }
  }
}

function optionsOf(
  texts: readonly string[],
  images: number,
  before: number,
  labels: QuestionMapping["labels"],
): readonly ForeignOption[] {
  return Array.from({ length: Math.max(texts.length, images) }, (_, at) => ({
    label: labelOf(at, labels),
    text: texts[at] ?? null,
    image: at < images ? before + at : null,
  }));
}

function read({ file, row, value }: SetRow, mapping: QuestionMapping, set: string): SetRowRead {
  const { id, question, hint, options, answer, split, skill, group } = mapping;
  const fields = picked(value, { id, question, hint, options, answer, split, skill, group });
  const asked = textField(fields, "question") ?? mapping.wording ?? null;
  if (asked === null) return badRow("no question");
  const texts = textList(fields["options"]);
  if (texts === null) return badRow("options that are no list");
  const shown = mapping.images.flatMap(({ from, role, name }) =>
    wantedImages(atWay(value, from), from, role, name, []),
  );
  const { optionImages } = mapping;
  const chosen =
    optionImages === undefined ? [] : wantedImages(atWay(value, optionImages), optionImages, "option", "{value}", []);
  const listed = optionsOf(texts, chosen.length, shown.length, mapping.labels);
  const result = answered(fields, listed, mapping);
  if (typeof result === "string") return badRow(result);
  const draft: ForeignDraft = {
    set,
    id: textField(fields, "id") ?? `${file}#${row}`,
    split: textField(fields, "split"),
    skill: textField(fields, "skill"),
    group: textField(fields, "group"),
    question: asked,
    hint: textField(fields, "hint"),
    options: listed,
    ...result,
    answer_type: mapping.answerType,
    judge_scale: mapping.judgeScale ?? null,
    images: [...shown, ...chosen],
    composition: null,
    licence_note: mapping.licence,
    about: aboutRow(value, mapping.about),
  };
  return { drafts: [draft], faults: [] };
}

/** A set of questions as a person's mapping describes it. `id`: what it is called where the mapping does not say. */
export function mappedSet(mapping: QuestionMapping, id: string): QuestionSet {
  const set = mapping.set ?? id;
  return { id: set, signs: [], read: row => read(row, mapping, set) };
}
