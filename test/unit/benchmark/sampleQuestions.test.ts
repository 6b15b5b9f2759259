import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildOptionsSchema } from "../../../src/core/benchmark/buildOptions.js";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
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

  it("are many, of six kinds in each split, and leak nothing", () => {
    for (const task of taskKinds.slice(1))
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
