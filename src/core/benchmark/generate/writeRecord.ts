import { makeRandom } from "../../simulate/random.js";
import { contentSha } from "../contentSha.js";
import type { MarkRecord, QuestionRecord } from "../questionRecord.js";
import { generatorVersion } from "./generatorVersion.js";
import { markColour } from "./markColours.js";
import type { DraftChoice, SplitDraft } from "./questionDraft.js";

const labels = ["A", "B", "C", "D"] as const;
const labelOf = (place: number) => labels[place] ?? "A";

type Written = Pick<QuestionRecord, "options" | "answer" | "alternatives" | "answer_type" | "marks" | "chance">;

function choiceMark({ mark }: DraftChoice, place: number): readonly MarkRecord[] {
  return mark === null ? [] : [{ ...mark, label: labelOf(place), color: markColour(place) }];
}

/** The choices with the right one at its place; the others in an order of the seed. */
function arranged(choices: readonly DraftChoice[], place: number, seed: number, id: string): readonly DraftChoice[] {
  const [right, ...wrong] = choices;
  const order = makeRandom(seed, "options", id).shuffle(wrong);
  return right === undefined ? [] : [...order.slice(0, place), right, ...order.slice(place)];
}

function written({ draft }: SplitDraft, place: number, seed: number): Written {
  const { answer, marks, id } = draft;
  switch (answer.kind) {
    case "choice": {
      const choices = arranged(answer.choices, place, seed, id);
      const textOf = ({ text, mark }: DraftChoice, at: number) =>
        mark === null ? text : text.replace("{label}", labelOf(at));
      return {
        options: choices.map((choice, at) => ({ label: labelOf(at), text: textOf(choice, at) })),
        answer: labelOf(place),
        alternatives: [],
        answer_type: "choice",
        marks: [...marks, ...choices.flatMap(choiceMark)],
        chance: 1 / choices.length,
      };
    }
    case "integer":
      return {
        options: [],
        answer: answer.value,
        alternatives: [],
        answer_type: "integer",
        marks: [...marks],
        chance: null,
      };
    case "open":
      return {
        options: [],
        answer: answer.text,
        alternatives: answer.alternatives,
        answer_type: "open",
        marks: [...marks],
        chance: null,
      };
    default: {
      const never: never = answer;
      return never;
    }
  }
}

/** The question as it is stored. `place`: of the right option among the options, from 0. */
export function writeRecord(one: SplitDraft, place: number, seed: number, isSplitFromSibling: boolean): QuestionRecord {
  const { draft, split } = one;
  const { page } = draft;
  const content = {
    task: draft.task,
    page_id: page.id,
    width: page.image.width,
    height: page.image.height,
    question: draft.question,
    hint: draft.hint,
    ...written(one, place, seed),
    shown: draft.shown,
    targets: draft.targets,
  };
  return {
    v: 1,
    kind: "question",
    id: draft.id,
    ...content,
    issue_id: page.issue_id,
    split,
    image: page.image.path,
    position_prompt: draft.position,
    position_text: draft.positionText ?? null,
    expected_zooms: draft.targets?.length ?? null,
    content_sha: contentSha(content),
    checks: [...draft.checks, ...(isSplitFromSibling ? ["sibling-page"] : [])],
    provenance: {
      generator: draft.generator,
      version: generatorVersion,
      seed,
      annotation_ids: draft.annotationIds,
      writer_model: draft.writer?.model ?? null,
      writer_prompt_sha: draft.writer?.promptSha ?? null,
    },
    review: { state: "new", by: [] },
  };
}
