import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildOptionsSchema } from "../../../src/core/benchmark/buildOptions.js";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { ordinalWord } from "../../../src/core/page/ordinalWord.js";
import { leaks } from "../../../src/core/benchmark/split/leaks.js";
import { taskKinds } from "../../../src/core/benchmark/taskKinds.js";
import type { AnnotationTruth, PageTruth } from "../../../src/core/simulate/annotated/annotationTruth.js";
import { buildBenchmark } from "../../../src/node/benchmark/build/buildBenchmark.js";
import { importAnnotated } from "../../../src/node/benchmark/import/importAnnotated.js";
import { writeAnnotatedSet } from "../../../src/node/benchmark/sample/writeAnnotatedSet.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const newFolder = temporaryFolder();

interface Asked {
  readonly question: QuestionRecord;
  readonly truth: PageTruth;
  readonly ids: readonly string[];
  /** Text of the right option. */
  readonly right: string;
}

const linesOf = <T>(folder: string, name: string) =>
  readFileSync(join(folder, name), "utf8")
    .trim()
    .split("\n")
    .map(line => JSON.parse(line) as T);

describe("questions of a made-up set with every irregularity, imported and built", () => {
  let pages: readonly PageRecord[];
  let asked: readonly Asked[];
  const kind = (task: QuestionRecord["task"]) => asked.filter(({ question }) => question.task === task);
  const characterOf = ({ truth }: Asked, id: string) => truth.characters.find(one => one.id === id)!;
  const sources = ({ question }: Asked) => question.targets!.map(({ source_annotation_ids: [id] }) => id);

  beforeAll(async () => {
    const [set, out] = [newFolder(), newFolder()];
    await writeAnnotatedSet({
      out: set,
      images: "none",
      glyphsFile: "",
      seed: 9,
      pages: 60,
      height: 1600,
      annotations: 0,
    });
    const mapping: unknown = JSON.parse(readFileSync(join(set, "mapping.json"), "utf8"));
    await importAnnotated([set], { out, mapping, keepsPagesWithoutImage: true });
    const options = buildOptionsSchema.parse({ maxPerPage: 30, split: { val: 0.15, test: 0.15 } });
    const outcome = await buildBenchmark(out, { options });
    if (outcome.kind !== "built") throw new Error(JSON.stringify(outcome));
    pages = linesOf<PageRecord>(out, "pages.jsonl");
    const truths = new Map(
      (JSON.parse(readFileSync(join(set, "truth.json"), "utf8")) as AnnotationTruth).pages.map(page => [
        page.file_name,
        page,
      ]),
    );
    asked = linesOf<QuestionRecord>(out, "questions.jsonl").map(question => ({
      question,
      truth: truths.get(pages.find(({ id }) => id === question.page_id)!.source.file_name)!,
      ids: question.provenance.annotation_ids,
      right: question.options.find(({ label }) => label === question.answer)?.text ?? "",
    }));
  });

  it("are many, of seven kinds in each split, and leak nothing", () => {
    for (const task of taskKinds)
      for (const split of ["train", "val", "test"])
        expect(
          kind(task).some(({ question }) => question.split === split),
          `${task} ${split}`,
        ).toBe(true);
    expect(asked.length).toBeGreaterThan(1500);
    expect(
      leaks(
        asked.map(({ question }) => question),
        pages,
        "issue",
      ),
    ).toEqual([]);
  });

  it("know what is in a panel, and say of none but its own where it stands", () => {
    const all = kind("panel_understanding");
    const asking = { setting: 0, balloon: 0, sound: 0, caption: 0 };
    for (const { question, truth, ids } of all) {
      const panel = truth.panels.find(({ id }) => id === ids[0])!;
      const [, place, text] = /^In (the .*?panel.*?), ([a-z].*)$/.exec(question.question)!;
      if (question.position_prompt === "row_col") expect(place).toBe(panel.place);
      const last = panel.order === truth.panels.length - 1 ? "last" : null;
      if (question.position_prompt === "ordinal")
        expect(place).toBe(`the ${last ?? ordinalWord(panel.order)} panel of the page in reading order`);
      if (question.position_prompt === "relative") {
        const [, side, anchor] = /^the panel directly (below|above|to the left of|to the right of) (.*)$/.exec(place!)!;
        const there = truth.panels.find(other => other.place === anchor)!.box;
        const [x1, y1, x2, y2] = panel.box;
        const isBeside = there[1] < y2 && there[3] > y1;
        const isFacing = there[0] < x2 && there[2] > x1;
        // Frames slant: where one ends another may have begun.
        const isThere = {
          below: isFacing && there[1] < y1 && there[3] < y2,
          above: isFacing && there[1] > y1 && there[3] > y2,
          "to the left of": isBeside && there[0] > x1 && there[2] > x2,
          "to the right of": isBeside && there[0] < x1 && there[2] < x2,
        };
        expect(isThere[side as keyof typeof isThere], question.question).toBe(true);
      }
      const balloons = truth.bubbles.filter(({ panel_id }) => panel_id === panel.id);
      const answers: Readonly<Record<string, readonly [keyof typeof asking, string | null | undefined]>> = {
        "where does the scene take place?": ["setting", panel.setting],
        "what is in the balloon?": ["balloon", balloons.length === 1 ? balloons[0]?.text : null],
        "which sound is lettered?": ["sound", panel.sound],
        "what does the caption say?": ["caption", panel.caption],
      };
      const [about, answer] = answers[text!]!;
      asking[about]++;
      expect(question.answer).toBe(answer?.replace(/\s+/g, " "));
      expect(question.targets?.map(({ source_annotation_ids: [id] }) => id)).toEqual([panel.id]);
      expect(question.provenance.writer_model).toBe("made by loupe bench sample");
    }
    expect(Math.min(...Object.values(asking))).toBeGreaterThan(5);
    const positions = new Set(all.map(({ question }) => question.position_prompt));
    expect(positions).toEqual(new Set(["row_col", "ordinal", "relative"]));
  });

  it("know what a character does and offer nothing else that is true", () => {
    for (const one of kind("action_recognition")) {
      const { action, panel_id } = characterOf(one, one.ids[0]!);
      expect(one.question.options.filter(({ text }) => text.includes(action)).map(({ text }) => text)).toEqual([
        one.right,
      ]);
      expect(sources(one)).toEqual([panel_id]);
    }
  });

  it("know who is closer", () => {
    for (const one of kind("depth_comparison")) {
      const [closer, farther] = one.ids.map(id => characterOf(one, id));
      expect(closer!.depth).toBeLessThan(farther!.depth);
      const page = pages.find(({ id }) => id === one.question.page_id)!;
      expect(one.question.marks.find(({ label }) => label === one.question.answer)?.box).toEqual(
        page.characters.find(({ id }) => id === closer!.id)?.box,
      );
      expect([closer!.panel_id, farther!.panel_id]).toEqual([...sources(one), ...sources(one)]);
    }
  });

  it("know who is who", () => {
    for (const one of kind("character_identification")) {
      const [a, b] = one.ids.map(id => characterOf(one, id));
      expect(one.right.startsWith("Yes")).toBe(a!.identity === b!.identity);
      expect(sources(one)).toEqual([a!.panel_id, b!.panel_id]);
    }
  });

  it("count every panel of a character, although identities are missing", () => {
    for (const one of kind("character_counting")) {
      const { identity } = characterOf(one, one.ids[0]!);
      const panels = new Set(
        one.truth.characters.filter(other => other.identity === identity).map(({ panel_id }) => panel_id),
      );
      expect(one.question.answer).toBe(panels.size);
      expect(new Set(sources(one))).toEqual(panels);
    }
  });

  it("know the order of balloons and of panels", () => {
    for (const one of kind("dialog_reordering")) {
      const spoken = one.ids.map(id => one.truth.bubbles.find(bubble => bubble.id === id)!);
      expect(spoken.map(({ order }) => order)).toEqual(spoken.map(({ order }) => order).toSorted((a, b) => a - b));
      const hint = new Map(
        one.question
          .hint!.split("\n")
          .map(line => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
      );
      expect(one.right.split(", ").map(number => hint.get(number))).toEqual(
        spoken.map(({ text }) => text.replace(/\s+/g, " ").trim()),
      );
    }
    for (const { question, truth, ids } of kind("panel_reordering")) {
      expect(question.marks.find(({ label }) => label === question.answer)?.box).toEqual(question.shown);
      expect(truth.panels.map(({ id }) => id)).toEqual(expect.arrayContaining([...ids]));
    }
  });
});
