import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildOptionsSchema } from "../../../src/core/benchmark/buildOptions.js";
import { questionRecordSchema } from "../../../src/core/benchmark/questionRecord.js";
import { buildBenchmark } from "../../../src/node/benchmark/build/buildBenchmark.js";
import { readRecords } from "../../../src/node/benchmark/readRecords.js";
import { sourceFolder } from "./sourceFolder.js";

const element = (name: string, id: string, [x, y, width, height]: readonly number[], more = "") =>
  `<${name} id="${id}" xmin="${x}" ymin="${y}" xmax="${(x ?? 0) + (width ?? 0)}" ymax="${(y ?? 0) + (height ?? 0)}"${more}/>`;

/** A spread of four panels, two on each page; who stands in them, from the first that is read to the last. */
function spread(index: number, who: readonly (readonly string[])[]): string {
  const places = [
    [1020, 20],
    [1020, 620],
    [20, 20],
    [20, 620],
  ];
  const panels = places.map(([x = 0, y = 0], at) => {
    const bodies = (who[at] ?? []).map((character, place) =>
      element("body", `b${index}${at}${place}`, [x + 50 + place * 300, y + 50, 200, 400], ` character="${character}"`),
    );
    return [element("frame", `f${index}${at}`, [x, y, 960, 560]), ...bodies].join("");
  });
  // The file's own order is nobody's.
  return `<page index="${index}" width="2000" height="1200">${panels.toReversed().join("")}</page>`;
}

const book = (title: string, spreads: readonly string[]) =>
  `<book title="${title}"><characters><character id="a" name="Ann"/><character id="b" name="Bo"/><character id="o" name="Others"/></characters><pages>${spreads.join("")}</pages></book>`;

describe("a benchmark of manga", () => {
  it("asks of spreads from right to left, and of nobody who stands for many", async () => {
    const source = sourceFolder();
    const who = [["a"], ["a", "o"], ["b"], ["a", "b"]];
    const titles = ["Tora", "Neko", "Inu", "Kame", "Saru", "Uma"];
    source.write(
      Object.fromEntries(
        titles.map(title => [
          `${title}.xml`,
          book(
            title,
            [1, 2, 3].map(index => spread(index, who)),
          ),
        ]),
      ),
    );
    await source.read();
    const outcome = await buildBenchmark(source.out, { options: buildOptionsSchema.parse({ maxPerPage: 4 }) });
    expect(outcome.kind).toBe("built");
    const read = await readRecords(join(source.out, "questions.jsonl"), questionRecordSchema);
    if (read.kind !== "read") throw new Error(read.kind);
    const of = (task: string) => read.records.filter(question => question.task === task);
    expect(of("panel_reordering").length).toBeGreaterThan(0);
    expect(of("character_identification").length).toBeGreaterThan(0);
    const counts = new Map([
      ["a", 3],
      ["b", 2],
    ]);
    const pages = new Map(source.pages().map(page => [page.id, page]));
    expect(of("character_counting").length).toBeGreaterThan(0);
    for (const question of of("character_counting")) {
      const marked = question.marks[0]?.box;
      const character = pages.get(question.page_id)?.characters.find(({ box }) => box.join() === marked?.join());
      expect(question.answer).toBe(counts.get(character?.identity ?? ""));
    }
    // Two panels are blanked, A read before B or after; the shown one is of the right page whose place it was.
    const right = (label: string, marks: (typeof read.records)[number]["marks"]) =>
      marks.find(mark => mark.kind === "blank" && mark.label === label)?.box;
    for (const question of of("panel_reordering"))
      expect(right(String(question.answer), question.marks)).toEqual(question.shown);
  });
});
