import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportOptions, exportTargets, type AskedExport } from "../../../src/core/benchmark/export/exportOptions.js";
import { isMisread, pandasId, pandasText } from "../../../src/core/benchmark/export/pandasText.js";
import { panelsAsked } from "../../../src/core/benchmark/export/panelsAsked.js";
import { planImages } from "../../../src/core/benchmark/export/planImages.js";
import { imageOptionsSchema } from "../../../src/core/benchmark/export/imageOptions.js";
import { prepareQuestion } from "../../../src/core/benchmark/export/prepareQuestion.js";
import { questionFault } from "../../../src/core/benchmark/export/questionFault.js";
import { selectQuestions } from "../../../src/core/benchmark/export/selectQuestions.js";
import { splitLeaks } from "../../../src/core/benchmark/export/splitLeaks.js";
import { tsvLine } from "../../../src/core/benchmark/export/tsvLine.js";
import { isTrapName, vlmName } from "../../../src/core/benchmark/export/vlmName.js";
import { vlmChoiceRows } from "../../../src/core/benchmark/export/vlmRows.js";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import { promptInputs } from "../../../src/core/benchmark/promptTemplate.js";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { taskKinds } from "../../../src/core/benchmark/taskKinds.js";
import { madePage, madePanels, madeQuestions, madeSize } from "../../fixtures/madeBenchmark.js";

const page = madePage(1);
const questions = madeQuestions(page, "train");
const ofTask = (task: string): QuestionRecord => {
  const found = questions.find(question => question.task === task);
  if (found === undefined) throw new Error(task);
  return found;
};
const images = (more: object = {}) => imageOptionsSchema.parse(more);
const optionsOf = (asked: AskedExport) => {
  const found = exportOptions(asked);
  if (found.kind === "unfit") throw new Error(found.option);
  return found.options;
};

describe("the images of a question", () => {
  it("are the page as it is stored, with the marks", () => {
    expect(planImages(ofTask("depth_comparison"), page, images())).toMatchObject({
      input: "page",
      images: [{ role: "page", part: null, aside: null, ...madeSize, marks: [{ label: "A" }, { label: "B" }] }],
    });
  });

  it("are the panels that it is about, each with the marks that stand in it", () => {
    const { input, images: planned } = planImages(ofTask("character_identification"), page, images({ input: "panel" }));
    expect(input).toBe("panel");
    expect(planned.map(({ part, marks }) => [part, marks.map(({ label, box }) => [label, box])])).toEqual([
      [madePanels[0], [["A", [30, 110, 90, 270]]]],
      [madePanels[1], [["B", [35, 110, 95, 270]]]],
    ]);
  });

  it("are the panel around a character, where the target is the character", () => {
    const target = {
      box: [40, 120, 100, 280] as const,
      role: "character" as const,
      source_annotation_ids: ["train/1c0"],
    };
    expect(panelsAsked({ ...ofTask("action_recognition"), targets: [target] }, page)).toEqual([madePanels[0]]);
    const unknown = { ...target, source_annotation_ids: [] };
    expect(panelsAsked({ ...ofTask("action_recognition"), targets: [unknown] }, page)).toEqual([madePanels[0]]);
  });

  it.each(["dialog_reordering", "panel_reordering", "character_counting"])(
    "of %s are its page also where panels were asked for",
    task => {
      expect(planImages(ofTask(task), page, images({ input: "panel" })).input).toBe("page");
    },
  );

  it("show the panel of Panel Reordering from the clean page, beside it without moving a pixel or as a second image", () => {
    const question = ofTask("panel_reordering");
    const [first, second, ...more] = planImages(question, page, images()).images;
    expect([first?.marks.length, second?.role, second?.part, second?.marks, more]).toEqual([
      2,
      "shown",
      madePanels[1],
      [],
      [],
    ]);
    const aside = planImages(question, page, images({ shown: "aside" })).images;
    expect(aside).toMatchObject([{ part: null, aside: madePanels[1], height: 600, width: 400 + 10 + 185 }]);
  });
});

const lettered = (...texts: readonly string[]) => texts.map((text, at) => ({ label: "AB".charAt(at), text }));

describe("questions of an export", () => {
  const choice = { to: "verl", splits: ["train"], marks: "drawn", acceptedOnly: false } as const;
  const withState = (state: string, id: string) =>
    madeQuestions(page, "train", { review: { state, by: [] }, id }).slice(1, 2);

  it("are never the rejected ones, nor those that two people disagree about", () => {
    const all = ["new", "accepted", "edited", "rejected", "conflict"].flatMap(state => withState(state, state));
    const { kept, leftOut } = selectQuestions(all, choice);
    expect(kept.map(({ id }) => id)).toEqual(["new", "accepted", "edited"]);
    expect(leftOut.map(({ code }) => code)).toEqual(["rejected", "conflict"]);
    const accepted = selectQuestions(all, { ...choice, acceptedOnly: true });
    expect(accepted.kept.map(({ id }) => id)).toEqual(["accepted", "edited"]);
  });

  it("of a panel that is shown alone are put without its place on the page, as far as their words are the built ones", () => {
    const built = { ...ofTask("panel_understanding"), position_text: "the first panel" };
    const userOf = (question: QuestionRecord, input: "panel" | "page" | "zoom") =>
      prepareQuestion(question, page, builtInPrompts, optionsOf({ to: "verl", input }))?.asked.user ?? "";
    expect(userOf(built, "panel")).toContain("\n\nWho runs?");
    expect(userOf(built, "panel")).not.toContain("first panel");
    for (const input of ["page", "zoom"] as const) expect(userOf(built, input)).toContain(built.question);
    const edited = { ...built, question: "Who is it that runs in the first panel?" };
    expect(userOf(edited, "panel")).toContain(edited.question);
    expect(userOf(ofTask("panel_understanding"), "panel")).toContain(built.question);
  });

  it.each([
    [{ question: " " }, "no-question"],
    [{ answer: "E" }, "answer-not-offered"],
    [{ options: [] }, "too-few-options"],
    [
      {
        options: [
          { label: "A", text: "x" },
          { label: "B", text: "X " },
        ],
        answer: "A",
      },
      "same-options",
    ],
    [{ options: lettered("Running", " none. "), answer: "A" }, "reserved-option"],
    [{ options: lettered("N/A", "Running"), answer: "B" }, "reserved-option"],
    [{ options: lettered("“Yes”", "No, another one."), answer: "A" }, "reserved-option"],
    [{ options: lettered("Nothing", "None of the others run."), answer: "A" }, null],
    [{ answer_type: "open", options: [], answer: "NaN" }, "reserved-answer"],
    [{ answer_type: "open", options: [], answer: "a lamp", alternatives: ["null"] }, "reserved-answer"],
    [{ answer_type: "open", options: [], answer: "No" }, null],
    [{ answer_type: "integer", answer: "two" }, "no-integer"],
    [{ answer_type: "open", answer: "" }, "no-answer"],
    [{ question: "What is <image>?" }, "reserved-text"],
    [{ hint: "1: <|im_end|>" }, "reserved-text"],
    [{ shown: [0, 0, 500, 10] }, "outside-page"],
  ] as const)("are not those with a fault: %j", (more, code) => {
    const question = { ...ofTask("action_recognition"), ...more } as QuestionRecord;
    expect(questionFault(question)).toBe(code);
  });

  it("are not asked twice, nor without the marks that they are nothing without", () => {
    const twice = [...questions, ...questions];
    expect(selectQuestions(twice, choice).leftOut.map(({ code }) => code)).toEqual(taskKinds.map(() => "same-id"));
    const bare = selectQuestions(questions, { ...choice, to: "llamafactory", marks: "none" });
    const marked = taskKinds.filter(task => task !== "panel_understanding");
    expect(bare.leftOut.map(({ task, code }) => [task, code])).toEqual(marked.map(task => [task, "needs-marks"]));
    for (const to of ["verl", "jsonl"] as const)
      expect(selectQuestions(questions, { ...choice, to, marks: "none" }).leftOut).toEqual([]);
  });

  it("leak where a page or its picture stands in two splits, and an issue where splits are by issue", () => {
    const unknown = new Map<string, string>();
    const other = madeQuestions(madePage(2, { issue_id: "is-1" }), "test");
    expect(splitLeaks([...questions, ...other], "page", unknown)).toEqual([]);
    expect(splitLeaks([...questions, ...other], "issue", unknown)).toEqual([
      { what: "issue", id: "is-1", splits: ["test", "train"] },
    ]);
    const same = madeQuestions(page, "test");
    expect(splitLeaks([...questions, ...same], "page", unknown)).toMatchObject([{ what: "page", id: page.id }]);
    const pictures = new Map([page.id, madePage(2).id].map(id => [id, "one picture"]));
    expect(splitLeaks([...questions, ...other], "page", pictures)).toEqual([
      { what: "image", id: "one picture", splits: ["test", "train"] },
    ]);
  });

  it("have a prompt for every task kind, wherever an option of the product leads", () => {
    for (const to of exportTargets)
      for (const input of promptInputs)
        for (const use of ["answer", "reason"] as const) {
          const found = exportOptions({ to, input, use, ...(to === "jsonl" ? {} : { marks: "drawn" }) });
          // There is no loop in which a model that only answers would zoom.
          if (found.kind === "unfit" || (input === "zoom" && use === "answer")) continue;
          const asked = questions.map(question => prepareQuestion(question, page, builtInPrompts, found.options));
          expect(asked.every(one => one?.asked.user.includes(one.question.question) === true)).toBe(true);
        }
  });
});

describe("options of an export", () => {
  it("are those that its reader needs where nobody says", () => {
    expect(optionsOf({ to: "verl" })).toMatchObject({
      images: "bytes",
      use: "reason",
      splits: ["train", "val", "test"],
    });
    expect(optionsOf({ to: "vlmevalkit" })).toMatchObject({ images: "bytes", use: "answer", splits: ["test"] });
  });

  it.each([
    [{ to: "llamafactory", images: "bytes" }, "images"],
    [{ to: "lmms-eval", input: "zoom" }, "input"],
    [{ to: "jsonl", marks: "drawn" }, "marks"],
    [{ to: "verl", circular: true }, "circular"],
    [{ to: "verl", imageRoot: "/x" }, "imageRoot"],
  ] as const)("that it has no place for are refused: %j", (asked, option) => {
    expect(exportOptions(asked)).toMatchObject({ kind: "unfit", option });
  });
});

describe("a table that pandas reads", () => {
  it.each(["None", "NA", "n/a", "null", "", " nan ", "3", "-1.5e3", "1,000", "True", "inf"])(
    "would misread %j, and does not",
    text => {
      expect(isMisread(text)).toBe(true);
      expect(isMisread(pandasText(text))).toBe(false);
      expect(isMisread(pandasId(text))).toBe(false);
    },
  );

  it("keeps every other text as it is", () => {
    for (const text of ["runs", "2, 1, 3", "None of them", "3 panels"]) expect(pandasText(text)).toBe(text);
  });

  it("has one line break a row, whatever is in its cells", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 12 }), { minLength: 1, maxLength: 4 }), cells => {
        const line = tsvLine(cells);
        const read = [...line.matchAll(/"((?:[^"]|"")*)"(?:\t|\n$)/g)].map(([, cell = ""]) =>
          cell.replaceAll('""', '"'),
        );
        expect(read).toEqual(cells.map(cell => cell.replaceAll(/\r\n?/g, "\n").replaceAll("\0", " ")));
      }),
    );
  });

  it("has a name by which nothing is scored in another way", () => {
    const hash = fc.string({ minLength: 10, maxLength: 64, unit: fc.constantFrom(...Array.from("0123456789abcdef")) });
    fc.assert(
      fc.property(hash, fc.constantFrom("choices" as const, "circular" as const, "open" as const), (digits, table) => {
        expect(isTrapName(vlmName(table, digits), table)).toBe(false);
      }),
    );
    expect(isTrapName("My_MMMU_set", "choices")).toBe(true);
    expect(isTrapName("Circular_x", "choices")).toBe(true);
  });

  it("has the right answer under its letter in every rotation, each option once at every place", () => {
    const prepared = prepareQuestion(
      ofTask("action_recognition"),
      page,
      builtInPrompts,
      optionsOf({ to: "vlmevalkit" }),
    );
    if (prepared === null) throw new Error("no prompt");
    const exported = { ...prepared, input: "page" as const, images: [] };
    const rows = vlmChoiceRows(exported, { index: 7, image: "x", again: "7" }, 4, true);
    expect(rows.map(row => row[0])).toEqual([7, 1_000_007, 2_000_007, 3_000_007]);
    const letters = "ABCD";
    for (const row of rows) expect(row[4 + letters.indexOf(String(row[8]))]).toBe("runs");
    for (let at = 4; at < 8; at++) expect(new Set(rows.map(row => row[at])).size).toBe(4);
  });
});
