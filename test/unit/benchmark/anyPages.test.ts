import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildOptionsSchema } from "../../../src/core/benchmark/buildOptions.js";
import { effectivePages } from "../../../src/core/benchmark/effectivePages.js";
import { buildQuestions } from "../../../src/core/benchmark/generate/buildQuestions.js";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import { questionRecordSchema, type QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { leaks } from "../../../src/core/benchmark/split/leaks.js";
import { taskKinds } from "../../../src/core/benchmark/taskKinds.js";
import type { WholeBox } from "../../../src/core/benchmark/wholeBox.js";
import { balloon, character, madePage, panel } from "./madePage.js";

/** Mostly on the page of 1000 by 1500, sometimes over its edge. */
const box = (least: number, most: number) =>
  fc
    .tuple(
      fc.integer({ min: -20, max: 800 }),
      fc.integer({ min: -20, max: 1300 }),
      fc.integer({ min: least, max: most }),
      fc.integer({ min: least, max: most }),
    )
    .map(([x, y, width, height]): WholeBox => [x, y, x + width, y + height]);

const panelIds = ["p0", "p1", "p0", "p1", "p2", "p3"];
const someId = fc.constantFrom(...panelIds, "gone", null);
const word = fc.constantFrom(
  "running",
  "sitting",
  "Sitting ",
  "sitting down",
  "reading",
  "waving",
  "none",
  "{label}",
  "",
  "a, b",
  "飛ぶ",
  null,
);

const anyPanel = fc.record({ box: box(100, 260), order: fc.option(fc.integer({ min: 0, max: 5 })) });
const anyCharacter = fc.record({
  box: box(25, 200),
  panel_id: someId,
  inside: fc.constantFrom(0, 0.5, 0.9, 1, 1),
  identity: fc.constantFrom("M", "M", "P", null),
  action: word,
  depth: fc.constantFrom(0, 1, 2.5, -3, null),
  is_crowd: fc.constantFrom(false, false, false, false, true),
});
const anyBalloon = fc.record({
  box: box(5, 100),
  panelId: someId,
  text: fc.constantFrom("OH!", "oh!", "WHY?", "LOOK", "{label}", "NO", "YES", "RUN", "A KITE", "B", "C", " ", null),
  order: fc.constantFrom(...Array.from({ length: 40 }, (_, at) => at / 2), null),
});

const anyPage = fc.record({
  issue: fc.constantFrom("i1", "i2", "i3", "i4"),
  depth_larger: fc.constantFrom("farther" as const, "nearer" as const),
  panels: fc.array(anyPanel, { minLength: 2, maxLength: 6 }),
  characters: fc.array(anyCharacter, { maxLength: 24 }),
  bubbles: fc.array(anyBalloon, { maxLength: 8 }),
});

const pagesOf = (made: readonly (typeof anyPage extends fc.Arbitrary<infer T> ? T : never)[]): readonly PageRecord[] =>
  made.map((one, at) =>
    madePage({
      id: `pg-${at}`,
      issue_id: one.issue,
      depth_larger: one.depth_larger,
      panels: one.panels.map(({ box: place, order }, index) =>
        panel(`p${index}`, place, { order, order_source: order === null ? null : "given" }),
      ),
      characters: one.characters.map(({ box: place, panel_id, ...more }, index) =>
        character(`c${index}`, panel_id, place, more),
      ),
      bubbles: one.bubbles.map(({ box: place, panelId, text, order }, index) =>
        balloon(`b${index}`, panelId, place, text, order),
      ),
    }),
  );

function boxesOf({ marks, targets, shown }: QuestionRecord): readonly WholeBox[] {
  return [
    ...marks.map(mark => mark.box),
    ...(targets ?? []).map(target => target.box),
    ...(shown === null ? [] : [shown]),
  ];
}

/** What must hold of a question whatever it was made of. */
function check(question: QuestionRecord, page: PageRecord): void {
  expect(questionRecordSchema.safeParse(question).success).toBe(true);
  for (const [left, top, right, bottom] of boxesOf(question))
    expect(left >= 0 && top >= 0 && right <= page.image.width && bottom <= page.image.height).toBe(true);
  for (const target of question.targets ?? [])
    expect(page.panels.find(({ id }) => id === target.source_annotation_ids[0])?.box).toEqual(target.box);
  expect(question.expected_zooms).toBe(question.targets?.length ?? null);
  expect(new Set(question.options.map(({ text }) => text)).size).toBe(question.options.length);
  if (question.answer_type === "choice")
    expect(question.options.filter(({ label }) => label === question.answer)).toHaveLength(1);
  const marked = question.marks.filter(({ kind }) => kind === "box").map(mark => mark.box);
  for (const one of marked)
    expect(page.characters.some(({ box: place, is_crowd }) => !is_crowd && String(place) === String(one))).toBe(true);
}

describe("questions of any pages", () => {
  it("hold together, whatever the pages say: on their page, about their targets, one right option, no leak, even answers", () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyPage, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 99 }), (made, seed) => {
        const options = buildOptionsSchema.parse({
          seed,
          minInside: 0.3,
          minOrderConfidence: 0,
          countingUnnamed: "others",
          split: { val: 0.2, test: 0.2 },
        });
        const { pages } = effectivePages(pagesOf(made), { corrections: [], writings: [], direction: "ltr" });
        const result = buildQuestions(pages, [], options);
        if (result.kind !== "built") throw new Error(result.kind);
        const byId = new Map(pages.map(page => [page.id, page]));
        for (const question of result.questions) {
          check(question, byId.get(question.page_id)!);
          kinds.add(question.task);
        }
        expect(leaks(result.questions, pages, "issue")).toEqual([]);
        expect(new Set(result.questions.map(({ id }) => id)).size).toBe(result.questions.length);
        for (const task of taskKinds)
          for (const split of ["train", "val", "test"]) {
            const group = result.questions.filter(
              one => one.task === task && one.split === split && one.answer_type === "choice",
            );
            const labels = group[0]?.options.map(({ label }) => label) ?? [];
            for (const label of labels.length <= group.length ? labels : [])
              expect(
                Math.abs(group.filter(({ answer }) => answer === label).length / group.length - 1 / labels.length),
              ).toBeLessThanOrEqual(0.01);
          }
      }),
      { numRuns: 150 },
    );
    expect([...kinds].sort()).toEqual([...taskKinds].slice(1).sort());
  });
});
