import type { Rollout } from "../rollout/rollout.js";
import type { Question, QuestionImage } from "./question.js";
import type { IndexedQuestion } from "./questionIndex.js";

/** Where a value came from: the row itself, or a dataset by its path. */
export type FieldSource = { readonly kind: "row" } | { readonly kind: "dataset"; readonly path: string };

/** What of a question the view names a source for. */
export type SourcedField = "id" | "taskKind" | "image" | "size" | "question" | "options" | "answer" | "targets";

/** A question with the row's own fields laid over the dataset's. */
export interface JoinedQuestion {
  readonly question: Question;
  /** The source of each field; null where the field is unknown. */
  readonly sources: Readonly<Record<SourcedField, FieldSource | null>>;
  /** Every image named, the row's first: a row's path is often of another machine, and then the dataset's counts. */
  readonly images: readonly { readonly image: QuestionImage; readonly source: FieldSource }[];
  /** The dataset's path, null when only the row speaks. */
  readonly dataset: string | null;
}

const rowSource: FieldSource = { kind: "row" };

const unknownQuestion: Question = {
  id: null,
  taskKind: null,
  image: null,
  width: null,
  height: null,
  prompt: null,
  question: null,
  options: [],
  answer: null,
  targets: null,
  marks: [],
  expectedZooms: null,
};

type Row = Pick<Rollout, "fields" | "groundTruth">;

/** What the row says itself, in the shape of a question. */
function ownQuestion({ fields, groundTruth }: Row): Question {
  const logged = groundTruth === undefined || groundTruth.value === null ? null : groundTruth;
  return {
    ...unknownQuestion,
    id: fields.questionId,
    taskKind: fields.taskKind,
    image: fields.image === null ? null : { kind: "path", path: fields.image },
    width: fields.size?.width ?? null,
    height: fields.size?.height ?? null,
    question: fields.prompt,
    answer: fields.answer ?? (typeof logged?.value === "string" ? logged.value : (logged?.text ?? null)),
    targets: fields.targets?.map(box => ({ box, role: null })) ?? null,
  };
}

/** A row logs bare boxes; where they are the dataset's, the dataset's roles belong to them. */
const sameBoxes = (own: Question, other: Question): boolean =>
  JSON.stringify(own.targets?.map(target => target.box)) === JSON.stringify(other.targets?.map(target => target.box));

/** Lays a row's own fields over a match (or over nothing). Size counts as one field: width and height of one source. */
export function layRowOver(row: Row, match: IndexedQuestion | null): JoinedQuestion {
  const own = ownQuestion(row);
  const other = match?.question ?? unknownQuestion;
  const datasetSource: FieldSource | null = match === null ? null : { kind: "dataset", path: match.dataset };
  const source = (isOwn: boolean, isOther: boolean): FieldSource | null =>
    isOwn ? rowSource : isOther ? datasetSource : null;
  const of = (field: "id" | "taskKind" | "image" | "question" | "answer" | "targets"): FieldSource | null =>
    source(own[field] !== null, other[field] !== null);
  const sized = own.width === null ? other : own;
  const question: Question = {
    id: own.id ?? other.id,
    taskKind: own.taskKind ?? other.taskKind,
    image: own.image ?? other.image,
    width: sized.width,
    height: sized.height,
    prompt: other.prompt,
    question: own.question ?? other.question,
    options: other.options,
    answer: own.answer ?? other.answer,
    targets: sameBoxes(own, other) ? other.targets : (own.targets ?? other.targets),
    marks: other.marks,
    expectedZooms: other.expectedZooms,
  };
  const sources: JoinedQuestion["sources"] = {
    id: of("id"),
    taskKind: of("taskKind"),
    image: of("image"),
    size: source(own.width !== null, other.width !== null),
    question: of("question"),
    options: source(false, other.options.length > 0),
    answer: of("answer"),
    targets: of("targets"),
  };
  const images = [
    ...(own.image === null ? [] : [{ image: own.image, source: rowSource }]),
    ...(other.image === null || datasetSource === null ? [] : [{ image: other.image, source: datasetSource }]),
  ];
  return { question, sources, images, dataset: match?.dataset ?? null };
}
