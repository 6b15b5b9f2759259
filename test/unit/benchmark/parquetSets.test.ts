import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { sourceFolder, svgImage } from "./sourceFolder.js";

type Element = NonNullable<Parameters<typeof parquetWriteBuffer>[0]["schema"]>[number];

const text = (name: string): Element => ({
  ...{ name, type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  repetition_type: "OPTIONAL",
});
const whole = (name: string): Element => ({ name, type: "INT32", repetition_type: "OPTIONAL" });
const image = (name: string): readonly Element[] => [
  { name, repetition_type: "OPTIONAL", num_children: 2 },
  { name: "bytes", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
  text("path"),
];
const images = (name: string): readonly Element[] => [
  { name, repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST", logical_type: { type: "LIST" } },
  { name: "list", repetition_type: "REPEATED", num_children: 1 },
  ...image("element"),
];

type Row = Readonly<Record<string, unknown>>;

function parquet(columns: readonly (readonly Element[])[], rows: readonly Row[]): Uint8Array {
  const columnData = columns.map(([first]) => ({
    name: first?.name ?? "",
    data: rows.map(row => row[first?.name ?? ""] ?? null),
  }));
  const schema = [{ name: "schema", num_children: columns.length }, ...columns.flat()];
  return new Uint8Array(parquetWriteBuffer({ schema, columnData, rowGroupSize: 2 }));
}

const picture = { bytes: Uint8Array.from([0x89, 0x50]), path: null };
describe("ComicsPAP", () => {
  const columns = [
    [text("sample_id")],
    images("context"),
    images("options"),
    [whole("index")],
    [whole("solution_index")],
    [text("split")],
    [text("task_type")],
    [text("previous_panel_caption")],
  ];
  const row = {
    ...{
      sample_id: "a",
      context: [picture, picture],
      options: [picture, picture, picture],
      index: 1,
      solution_index: 2,
    },
    ...{ split: "val", task_type: "sequence_filling", previous_panel_caption: null },
  };

  it("keeps what the single image is drawn of, and where each panel lies, without a byte of them", async () => {
    const source = sourceFolder();
    const caption = {
      ...row,
      sample_id: "b",
      context: [],
      index: -1,
      task_type: "caption_relevance",
      previous_panel_caption: "A dog.",
    };
    const kept = { ...row, sample_id: "c", solution_index: -1, split: "test" };
    source.write({
      "sequence_filling/val-0.parquet": parquet(columns, [
        row,
        caption,
        kept,
        { ...row, sample_id: "d", solution_index: 3 },
      ]),
    });
    await source.read();
    const [first, second, third, ...others] = source.questions("comicspap");
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      ...{ id: "a", split: "val", skill: "sequence_filling", answer: "2", answer_type: "choice", chance: 1 / 3 },
      composition: { kind: "panels-in-rows", longest_edge: 500, margin: 10, label_space: 20, gap: 1, first_number: 0 },
    });
    expect(first?.options).toEqual([0, 1, 2].map(at => ({ label: String(at), text: null, image: 2 + at })));
    expect(first?.images).toMatchObject([
      { kind: "cell", role: "context", format: "parquet", row: 0, column: "context", index: 0 },
      { role: "context", index: 1 },
      { role: "option", column: "options", index: 0 },
      { index: 1 },
      { index: 2 },
    ]);
    expect(second).toMatchObject({ hint: "A dog.", composition: { gap: null }, images: [{ row: 1 }, {}, {}] });
    expect(third).toMatchObject({ split: "test", answer: null });
    expect(source.problems("problems.comicspap.jsonl")).toMatchObject([
      { annotation_id: "row 3", code: "bad-question", detail: "solution_index 3 of 3 options" },
    ]);
  });

  it("is read from an export as JSON, too, whose images are files", async () => {
    const source = sourceFolder();
    const named = (name: string) => ({ path: `panels/${name}.png`, bytes: null });
    const exported = { ...row, context: ["panels/c.png"], options: [named("o0"), named("o1"), named("o2")] };
    source.write({
      "val.json": JSON.stringify([exported]),
      "panels/c.png": svgImage(9, 9),
      "panels/o1.png": svgImage(8, 8),
    });
    await source.read();
    expect(source.questions("comicspap")[0]?.images).toMatchObject([
      { kind: "path", role: "context", found: true, width: 9 },
      { path: "panels/o0.png", found: false },
      { role: "option", found: true, width: 8 },
      { found: false },
    ]);
  });

  it("that is no Parquet any more is told, and the others are read", async () => {
    const source = sourceFolder();
    source.write({
      "val-0.parquet": parquet(columns, [row]),
      "val-1.parquet": parquet(columns, [row]).subarray(0, 200),
    });
    await source.read({ as: "comicspap" });
    expect(source.questions("comicspap")).toHaveLength(1);
    expect(source.problems("problems.comicspap.jsonl")).toMatchObject([
      { file: "val-1.parquet", code: "unreadable-file" },
    ]);
  });
});

describe("MMMU", () => {
  const columns = [
    ...["id", "question", "options", "answer", "question_type", "subfield"].map(name => [text(name)]),
    image("image_1"),
    image("image_2"),
  ];
  const row = {
    ...{ id: "validation_Art_1", question: "<image 1> Which?", options: `['it\\'s a', "b, c"]`, answer: "B" },
    ...{ question_type: "multiple-choice", subfield: "Drawing", image_1: picture, image_2: null },
  };

  it("has options as Python prints them, images where its rows keep them, and answers it keeps to itself", async () => {
    const source = sourceFolder();
    const open = {
      ...row,
      id: "dev_Math_2",
      question: "How much?",
      options: "[]",
      answer: "['7', 'seven']",
      image_2: picture,
    };
    const kept = { ...row, id: "test_Art_3", answer: "?" };
    const wrong = { ...row, id: "validation_Art_4", answer: "C" };
    const missing = { ...row, id: "validation_Art_5", question: "<image 1> and <image 2>" };
    source.write({ "validation.parquet": parquet(columns, [row, open, kept, wrong, missing]) });
    await source.read();
    expect(source.questions("mmmu")).toMatchObject([
      {
        id: "validation_Art_1",
        split: "validation",
        skill: "Art",
        answer: "B",
        options: [{ text: "it's a" }, { text: "b, c" }],
        images: [{ column: "image_1", row: 0 }],
      },
      {
        split: "dev",
        skill: "Math",
        answer: "7",
        alternatives: ["seven"],
        answer_type: "open",
        images: [{}, { column: "image_2" }],
      },
      { split: "test", answer: null, answer_type: "choice" },
      { id: "validation_Art_5" },
    ]);
    expect(
      source.problems("problems.mmmu.jsonl").map(({ annotation_id: id, effect, detail }) => [id, effect, detail]),
    ).toEqual([
      ["row 3", "left-out", "answer C of 2 options"],
      ["row 4", "noted", "image 2 is named and not there"],
    ]);
  });
});
