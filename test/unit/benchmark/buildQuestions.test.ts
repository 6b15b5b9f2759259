import { describe, expect, it } from "vitest";
import { buildOptionsSchema, type BuildOptions } from "../../../src/core/benchmark/buildOptions.js";
import { canonicalJson } from "../../../src/core/benchmark/canonicalJson.js";
import { effectivePages } from "../../../src/core/benchmark/effectivePages.js";
import { buildQuestions } from "../../../src/core/benchmark/generate/buildQuestions.js";
import type { BuiltQuestions } from "../../../src/core/benchmark/generate/finishQuestions.js";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import { questionAlone } from "../../../src/core/benchmark/questionAlone.js";
import { questionRecordSchema, type QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { leaks } from "../../../src/core/benchmark/split/leaks.js";
import { taskKinds, type TaskKind } from "../../../src/core/benchmark/taskKinds.js";
import type { WholeBox } from "../../../src/core/benchmark/wholeBox.js";
import type { Writing } from "../../../src/core/benchmark/writing.js";
import type {
  FigureDescription,
  PageDescription,
  PanelDescription,
} from "../../../src/core/simulate/pageDescription.js";
import { describedPage, type DescribedPage } from "./describedPage.js";

const described = Array.from({ length: 64 }, (_, number) => describedPage(11, { width: 1000, height: 1400 }, number));
const truthOf = new Map(described.map(({ page, truth }) => [page.id, truth]));

/** What a writer of perfect sight would have written: where each panel plays. */
function writingsFor({ page, truth }: DescribedPage): readonly Writing[] {
  return truth.panels.map((panel, index) => ({
    v: 1,
    kind: "writing",
    id: `wr-${page.id}-${index}`,
    key: `wr-${page.id}-${index}`,
    page_id: page.id,
    written: {
      what: "pairs",
      panel: page.panels[index]!.id,
      pairs: [
        {
          question: "Where does it play?",
          answer: panel.setting,
          alternatives: [`a ${panel.setting}`],
          position: null,
        },
        { question: `Which hour is it?`, answer: panel.hour, alternatives: [], position: "relative" },
      ],
    },
    model: "m",
    prompt_id: "question-pairs",
    prompt_sha: "s",
    at: "2026-01-01T00:00:00Z",
  }));
}

const writings = described.flatMap(writingsFor);
const layered = (pages: readonly PageRecord[]) =>
  effectivePages(pages, { corrections: [], writings, direction: "ltr" }).pages;
const pages = layered(described.map(({ page }) => page));
const optionsOf = (given: Partial<Record<keyof BuildOptions, unknown>> = {}) => buildOptionsSchema.parse(given);

function built(given: Partial<Record<keyof BuildOptions, unknown>> = {}, of = pages): BuiltQuestions {
  const result = buildQuestions(of, writings, optionsOf(given));
  if (result.kind !== "built") throw new Error(result.kind);
  return result;
}

const all = built({ split: { val: 0.2, test: 0.2 } });
const ofKind = (task: TaskKind, result = all) => result.questions.filter(question => question.task === task);
const optionText = ({ options, answer }: QuestionRecord) => options.find(({ label }) => label === answer)?.text ?? "";

interface Seen {
  readonly panel: PanelDescription;
  readonly figure: FigureDescription;
}

const contains = (outer: WholeBox, inner: WholeBox) =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
const equal = (a: readonly number[], b: readonly number[]) => a.every((value, at) => value === b[at]);

/** The figure that a mark is around, by the truth's own boxes. */
function figureAt(truth: PageDescription, box: WholeBox): Seen {
  const found = truth.panels.flatMap(panel =>
    panel.figures.flatMap(figure =>
      contains(box, figure.box) && equal(figure.box.map(Math.round), box) ? [{ panel, figure }] : [],
    ),
  );
  expect(found).toHaveLength(1);
  return found[0]!;
}

const seenBy = (question: QuestionRecord, label: string) =>
  figureAt(truthOf.get(question.page_id)!, question.marks.find(mark => mark.label === label)!.box);
const targetBoxes = (question: QuestionRecord) => question.targets!.map(({ box }) => box);

describe("questions of a set that is annotated without a fault", () => {
  it("are there of all seven kinds, in all three splits, and are records", () => {
    for (const task of taskKinds)
      for (const split of ["train", "val", "test"])
        expect(ofKind(task).filter(question => question.split === split).length, `${task} ${split}`).toBeGreaterThan(5);
    for (const question of all.questions) expect(questionRecordSchema.parse(question)).toEqual(question);
    expect(new Set(all.questions.map(({ id }) => id)).size).toBe(all.questions.length);
  });

  it("have every box inside their page", () => {
    for (const { marks, targets, shown, width, height } of all.questions)
      for (const box of [
        ...marks.map(mark => mark.box),
        ...(targets ?? []).map(target => target.box),
        ...(shown === null ? [] : [shown]),
      ])
        expect(contains([0, 0, width, height], box)).toBe(true);
  });

  it("name marks and options by the same labels, and say nothing that tables read as missing", () => {
    for (const { options, marks, answer, answer_type } of all.questions) {
      if (answer_type === "choice") expect(options.map(({ label }) => label)).toContain(answer);
      expect(new Set(options.map(({ text }) => text)).size).toBe(options.length);
      expect(new Set(marks.map(({ label }) => label)).size).toBe(marks.length);
      for (const { text } of options) expect(text).not.toMatch(/\{label\}|^(?:yes|no|none|n\/?a|nan|null)?$/i);
    }
  });

  it("ask what the marked character does, with three other actions", () => {
    for (const question of ofKind("action_recognition")) {
      expect(question.marks.map(({ label }) => label)).toEqual([""]);
      const { panel, figure } = seenBy(question, "");
      expect(optionText(question)).toBe(`The character is ${figure.action}.`);
      expect(question.options).toHaveLength(4);
      expect(targetBoxes(question)).toEqual([panel.box]);
      expect(question.expected_zooms).toBe(1);
    }
  });

  it("ask which of two characters of one panel is closer", () => {
    for (const question of ofKind("depth_comparison")) {
      const [a, b] = [seenBy(question, "A"), seenBy(question, "B")];
      expect(question.answer).toBe(a.figure.depth < b.figure.depth ? "A" : "B");
      expect(a.figure.depth).not.toBe(b.figure.depth);
      expect([a.panel, b.panel]).toEqual([b.panel, a.panel]);
      expect(targetBoxes(question)).toEqual([a.panel.box]);
      expect(question.options.map(({ text }) => text)).toEqual([
        "The character marked A is closer.",
        "The character marked B is closer.",
      ]);
    }
  });

  it("ask whether two characters of different panels are the same", () => {
    for (const question of ofKind("character_identification")) {
      const [a, b] = [seenBy(question, "A"), seenBy(question, "B")];
      const same = a.figure.member === b.figure.member;
      expect(optionText(question)).toBe(
        same ? "Yes, they are the same character." : "No, they are different characters.",
      );
      expect(a.panel).not.toBe(b.panel);
      expect(targetBoxes(question)).toEqual([a.panel.box, b.panel.box]);
      expect(question.expected_zooms).toBe(2);
    }
  });

  it("count panels and not drawings", () => {
    for (const question of ofKind("character_counting")) {
      expect(question.marks.map(({ label }) => label)).toEqual([""]);
      const { figure } = seenBy(question, "");
      const panels = truthOf
        .get(question.page_id)!
        .panels.filter(({ figures }) => figures.some(({ member }) => member === figure.member));
      expect(question.answer).toBe(panels.length);
      expect(targetBoxes(question)).toEqual(panels.map(({ box }) => box));
    }
  });

  it("order balloons as they are read", () => {
    for (const question of ofKind("dialog_reordering")) {
      const balloons = truthOf
        .get(question.page_id)!
        .panels.flatMap(panel => panel.balloons.map(balloon => ({ balloon, panel })));
      const numbered = question.marks.map(({ label, box }) => ({
        label,
        at: balloons.findIndex(
          ({ balloon }) =>
            contains(box, balloon.box.map(Math.round) as unknown as WholeBox) ||
            equal([Math.floor(balloon.box[0]), Math.floor(balloon.box[1])], box),
        ),
      }));
      expect(numbered.every(({ at }) => at >= 0)).toBe(true);
      const read = numbered.toSorted((a, b) => a.at - b.at);
      expect(optionText(question)).toBe(read.map(({ label }) => label).join(", "));
      expect(question.hint!.split("\n")).toEqual(
        numbered.map(({ label, at }) => `${label}: ${balloons[at]!.balloon.lines.join(" ")}`),
      );
      const panels = read.map(({ at }) => balloons[at]!.panel.index);
      expect(new Set(panels).size).toBe(panels.at(-1)! - panels[0]! + 1);
      expect([question.targets, question.expected_zooms]).toEqual([null, null]);
    }
  });

  it("blank two panels and show the picture of one of them", () => {
    for (const question of ofKind("panel_reordering")) {
      const boxes = truthOf.get(question.page_id)!.panels.map(({ box }) => box);
      expect(question.marks.map(({ kind }) => kind)).toEqual(["blank", "blank"]);
      for (const { box } of question.marks) expect(boxes).toContainEqual(box);
      expect(question.marks.find(({ label }) => label === question.answer)?.box).toEqual(question.shown);
      expect([question.targets, question.expected_zooms]).toEqual([null, null]);
    }
  });

  it("say in words where the panel stands that a question is about", () => {
    for (const question of ofKind("panel_understanding")) {
      const [target] = question.targets!;
      const panel = truthOf.get(question.page_id)!.panels.find(({ box }) => equal(box, target!.box))!;
      expect(question.answer).toBe(question.question.endsWith("where does it play?") ? panel.setting : panel.hour);
      expect(question.provenance).toMatchObject({ writer_model: "m", writer_prompt_sha: "s" });
      expect(question.question).toContain(`In ${question.position_text ?? "?"}, `);
      expect(["Where does it play?", "Which hour is it?"]).toContain(questionAlone(question));
    }
    expect(new Set(ofKind("panel_understanding").map(({ position_prompt }) => position_prompt)).size).toBe(3);
  });
});

/** Largest share by which an answer of a group is more or less frequent than each should be. */
function imbalance(questions: readonly QuestionRecord[]): number {
  const labels = questions[0]!.options.map(({ label }) => label);
  const shares = labels.map(label => questions.filter(({ answer }) => answer === label).length / questions.length);
  return Math.max(...shares.map(share => Math.abs(share - 1 / labels.length)));
}

describe("a build", () => {
  it("has no leak between its splits, and says which issues are in which", () => {
    expect(leaks(all.questions, pages, "issue")).toEqual([]);
    for (const { issue_id, split } of all.questions) expect(all.splits[split]).toContain(issue_id);
    expect([...all.splits.train, ...all.splits.val, ...all.splits.test].sort()).toEqual(
      [...new Set(pages.map(({ issue_id }) => issue_id))].sort(),
    );
  });

  it("gives each split its share of the questions, as near as issues allow", () => {
    for (const split of ["val", "test"] as const) {
      const share = all.questions.filter(question => question.split === split).length / all.questions.length;
      expect(Math.abs(share - 0.2)).toBeLessThan(0.03);
    }
  });

  it("balances answers within one per cent in every kind and split, also in small ones", () => {
    for (const result of [
      all,
      built({ seed: 5 }),
      built({ maxPerPage: 1, split: { val: 0.3, test: 0.3 } }),
      built({}, pages.slice(0, 24)),
    ])
      for (const task of taskKinds)
        for (const split of ["train", "val", "test"]) {
          const group = ofKind(task, result).filter(
            question => question.split === split && question.answer_type === "choice",
          );
          const isSmall = result.unbalanced.some(one => one.task === task && one.split === split);
          expect(isSmall).toBe(group.length > 0 && group.length < group[0]!.options.length);
          if (group.length > 0 && !isSmall) expect(imbalance(group), `${task} ${split}`).toBeLessThanOrEqual(0.01);
        }
  });

  it("asks for the same character as often as for different ones, at each label", () => {
    for (const split of ["train", "val", "test"]) {
      const group = ofKind("character_identification").filter(question => question.split === split);
      const same = group.filter(question => optionText(question).startsWith("Yes"));
      expect(same.length * 2).toBe(group.length);
      expect(Math.abs(same.filter(({ answer }) => answer === "A").length * 2 - same.length)).toBeLessThanOrEqual(1);
    }
  });

  it("is the same to the byte, whatever the order of the pages", () => {
    const again = built({ split: { val: 0.2, test: 0.2 } }, pages.toReversed());
    expect(canonicalJson(again)).toBe(canonicalJson(all));
  });

  it("keeps ids under another seed, for what it asks again", () => {
    const other = built({ seed: 99, split: { val: 0.2, test: 0.2 } });
    expect(other.questions).not.toEqual(all.questions);
    const byId = new Map(all.questions.map(question => [question.id, question]));
    const shared = other.questions
      .flatMap(question => [[question, byId.get(question.id)] as const])
      .filter(([, first]) => first !== undefined);
    expect(shared.length).toBeGreaterThan(all.questions.length / 4);
    for (const [question, first] of shared)
      expect([question.task, question.page_id]).toEqual([first!.task, first!.page_id]);
  });

  it("changes little by one page more: most decisions stand", () => {
    const fewer = built({}, pages.slice(0, 63));
    const shas = new Map(built().questions.map(({ id, content_sha }) => [id, content_sha]));
    const standing = fewer.questions.filter(({ id, content_sha }) => shas.get(id) === content_sha);
    expect(standing.length / fewer.questions.length).toBeGreaterThan(0.9);
  });

  it("asks no more of a page than it may, and only the kinds that are wanted", () => {
    const some = built({ maxPerPage: 2, tasks: ["depth_comparison", "character_counting"] });
    expect(new Set(some.questions.map(({ task }) => task))).toEqual(
      new Set(["depth_comparison", "character_counting"]),
    );
    const counts = new Map<string, number>();
    for (const { page_id, task } of some.questions) counts.set(page_id + task, (counts.get(page_id + task) ?? 0) + 1);
    expect(Math.max(...counts.values())).toBe(2);
    expect(some.refused.depth_comparison?.["page-limit"]).toBeGreaterThan(0);
    expect(Object.keys(some.refused)).toEqual(["depth_comparison", "character_counting"]);
  });
});
