import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { madePage, madeQuestions } from "../../fixtures/madeBenchmark.js";

/** Questions with four options about so many pages, two pages of an issue; the right answer is B. */
export function actionQuestions(count: number): readonly QuestionRecord[] {
  return Array.from({ length: count }, (_, at) => {
    const page = madePage(at + 1);
    const sha = String(at).padStart(64, "0");
    const more = { chance: 0.25, content_sha: sha, issue_id: `is-${Math.floor(at / 2)}` };
    return madeQuestions(page, at % 4 === 3 ? "val" : "test", more).filter(({ task }) => task === "action_recognition");
  }).flat();
}

/** Right, wrong, unreadable and missing replies in turns of so many. */
export const repliesOf = (count: number, right: (at: number) => boolean): readonly (string | null)[] =>
  Array.from({ length: count }, (_, at) => (right(at) ? "<answer>B</answer>" : "<answer>C</answer>"));
