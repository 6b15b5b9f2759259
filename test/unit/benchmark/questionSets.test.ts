import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sourceFolder, svgImage } from "./sourceFolder.js";

const csv = (rows: readonly (readonly string[])[]) =>
  rows.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");

describe("MangaVQA", () => {
  const row = { title: "Tora", image_number: 3, question: "誰?", answer: "トラ", understanding_type: "panel" };

  it("asks in words about a page of the person's own Manga109, judged from 1 to 10", async () => {
    const source = sourceFolder();
    const lines = [row, { ...row, image_number: 4 }, { ...row, question: "" }].map(value => JSON.stringify(value));
    source.write({ "test.jsonl": `${lines.join("\n")}\n{"title`, "images/Tora/003.jpg": svgImage(20, 10) });
    expect(await source.read()).toMatchObject({ kind: "imported", pages: 0, sets: [{ name: "mangavqa", records: 2 }] });
    const [first, second] = source.questions("mangavqa");
    expect(first).toMatchObject({
      ...{ split: "test", skill: "panel", question: "誰?", answer: "トラ", answer_type: "open" },
      ...{ judge_scale: [1, 10], chance: null, about: { title: "Tora", image_number: 3 } },
      images: [{ kind: "path", role: "page", found: true, width: 20, height: 10 }],
    });
    expect(first?.id).not.toBe(second?.id);
    expect(second?.images).toMatchObject([{ path: "Tora/004.jpg", found: false }]);
    expect(source.problems("problems.mangavqa.jsonl").map(({ code, effect }) => [code, effect])).toEqual([
      ["missing-image", "noted"],
      ["bad-question", "left-out"],
      ["bad-question", "left-out"],
    ]);
  });

  it("has conversations as training data, a question for each pair of messages", async () => {
    const source = sourceFolder();
    const said = (role: string, words: string, path: string | null = null) => ({
      role,
      content: [
        ...(path === null ? [] : [{ type: "image", text: null, image: path }]),
        { type: "text", text: words, image: null },
      ],
    });
    const messages = [
      said("user", "Who?", "data/images/Tora/003.jpg"),
      said("assistant", "Tora."),
      said("user", "Why?"),
      said("assistant", "So."),
    ];
    source.write({
      "mangavqa_train.json": JSON.stringify([{ id: "Tora_3", messages }]),
      "images/Tora/003.jpg": svgImage(20, 10),
    });
    await source.read();
    expect(source.questions("mangavqa")).toMatchObject([
      { id: "Tora_3-0", split: "train", question: "Who?", answer: "Tora.", images: [{ found: true }] },
      { id: "Tora_3-1", question: "Why?", answer: "So." },
    ]);
  });
});

describe("MangaUB", () => {
  const head = [
    "prompt_id",
    "circular_index",
    "title",
    "genre",
    "task",
    "label",
    "impath",
    "choice_list",
    "expected",
    "prompt",
  ];
  const prompt = (choices: readonly string[]) =>
    `Which one?\n${choices.map((choice, at) => `${"ABC"[at] ?? ""}. ${choice}`).join("\n")}\nAnswer with the letter.`;

  it("has a question for every turn of its options, which belong together", async () => {
    const source = sourceFolder();
    const turn = (at: number, choices: readonly string[], expected: string) => [
      `L_d${at}`,
      "L",
      "Tora",
      "action",
      "Location",
      "Indoors",
      "tasks/images/x.png",
      choices.join(","),
      expected,
      prompt(choices),
    ];
    const rows = [
      head,
      turn(0, ["Indoors, a room", "Outdoors"], "A"),
      turn(1, ["Outdoors", "Indoors, a room"], "B"),
      turn(2, ["Outdoors", "Indoors"], "Z"),
    ];
    source.write({ "tasks/recognition_background.csv": csv(rows), "tasks/images/x.png": svgImage(5, 5) });
    await source.read();
    const questions = source.questions("mangaub");
    expect(questions.map(({ id, group, answer }) => [id, group, answer])).toEqual([
      ["L_d0", "L", "A"],
      ["L_d1", "L", "B"],
    ]);
    expect(questions[0]).toMatchObject({
      question: "Which one?\nAnswer with the letter.",
      options: [
        { label: "A", text: "Indoors, a room" },
        { label: "B", text: "Outdoors" },
      ],
      ...{
        chance: 0.5,
        skill: "Location",
        images: [{ found: true }],
        about: { prompt: prompt(["Indoors, a room", "Outdoors"]) },
      },
    });
    expect(source.problems("problems.mangaub.jsonl")).toMatchObject([{ code: "bad-question", effect: "left-out" }]);
  });

  it("counts figures as a whole number, and tells options from dialogue that looks like one", async () => {
    const source = sourceFolder();
    const counting = csv([
      ["prompt_id", "task", "impath", "expected", "prompt"],
      ["c1", "character_count", "a.png", "3", "How many?"],
    ]);
    const told = csv([
      ["prompt_id", "circular_id", "impath", "expected", "prompt"],
      ["n1", "n", "b.png", "B", "Panel 1:\nB. sides, no\nWhich?\nC. What?\nA. Left\nB. Right\nAnswer."],
    ]);
    source.write({ "character_count.csv": counting, "next_panel_inference/test.csv": told });
    await source.read();
    expect(source.questions("mangaub")).toMatchObject([
      { id: "c1", answer: 3, answer_type: "integer", skill: "character_count", options: [] },
      {
        id: "n1",
        answer: "B",
        skill: "next_panel_inference",
        split: "test",
        options: [{ text: "Left" }, { text: "Right" }],
      },
    ]);
  });
});

describe("a set by a mapping", () => {
  const rows = [
    {
      key: 1,
      strip: ["1a.png", "1b.png"],
      ask: { text: "What next?" },
      choices: ["run", "sleep"],
      right: 1,
      kind: "next",
    },
    { key: 2, strip: ["2a.png"], ask: { text: "Order?" }, choices: ["1 2", "2 1"], right: 7, kind: "order" },
  ];
  const mapping = {
    questions: {
      ...{
        id: "key",
        question: "ask.text",
        options: "choices",
        answer: "right",
        answerAs: "index0",
        answerType: "choice",
      },
      ...{
        rows: "data.items",
        skill: "kind",
        images: [{ from: "strip", role: "context", name: "frames/{value}" }],
        licence: "ask them",
      },
    },
  };

  it("is read as the mapping says: StripCipher, whose form nobody has described", async () => {
    const source = sourceFolder();
    source.write({ "strips.json": JSON.stringify({ data: { items: rows } }), "frames/1a.png": svgImage(3, 3) });
    expect(await source.read({ as: "stripcipher", mapping })).toMatchObject({
      sets: [{ name: "stripcipher", records: 1 }],
      mapping: null,
    });
    expect(source.questions("stripcipher")).toMatchObject([
      {
        ...{ id: "1", question: "What next?", answer: "B", skill: "next", chance: 0.5, licence_note: "ask them" },
        images: [
          { role: "context", found: true },
          { path: "frames/1b.png", found: false },
        ],
      },
    ]);
    expect(source.problems("problems.stripcipher.jsonl")).toContainEqual(
      expect.objectContaining({ annotation_id: "row 1", code: "bad-question" }),
    );
  });

  it("is refused where the mapping does not fit or is none, and never taken unasked", async () => {
    const source = sourceFolder();
    source.write({ "strips.json": JSON.stringify(rows) });
    expect(
      await source.read({
        as: "questions",
        mapping: { questions: { answer: "x", answerType: "choice", wording: "?", other: 1 } },
      }),
    ).toMatchObject({ kind: "bad-mapping" });
    expect(await source.read({ as: "questions", mapping: { categories: {} } })).toMatchObject({ kind: "bad-mapping" });
    expect(await source.read({ as: "questions" })).toMatchObject({ kind: "bad-mapping" });
    expect(await source.read()).toMatchObject({ kind: "bad-source", reason: "unknown" });
  });
});

describe("an import of question sets alone", () => {
  it("takes no records of ours for a set's, though they hold what the set said", async () => {
    const source = sourceFolder();
    const record = { kind: "foreign-question", question: "?", answer: "!", about: { title: "Tora", image_number: 1 } };
    source.write({ "sets/mangavqa.jsonl": JSON.stringify(record) });
    expect(await source.read()).toMatchObject({ kind: "bad-source", reason: "unknown" });
  });

  it("leaves the pages of an earlier import and their problems as they were", async () => {
    const source = sourceFolder();
    source.write({
      "annotations/Tora.xml": '<book title="Tora"><pages><page index="1" width="9" height="9"/></pages></book>',
    });
    await source.read();
    const before = ["pages.jsonl", "problems.jsonl"].map(file => readFileSync(join(source.out, file), "utf8"));
    source.write({
      "annotations/Tora.xml": "",
      "test.jsonl": JSON.stringify({ title: "Tora", image_number: 1, question: "?", answer: "!" }),
    });
    await source.read({ as: "mangavqa" });
    expect(source.questions("mangavqa")).toHaveLength(1);
    expect(["pages.jsonl", "problems.jsonl"].map(file => readFileSync(join(source.out, file), "utf8"))).toEqual(before);
  });
});
