import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionLabel, mayBothHold } from "../../../src/core/benchmark/generate/actionLabel.js";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import { askOf as ask } from "./askOf.js";
import { character, grid, spot } from "./madePage.js";

const fourActions = ["running", "sitting", "reading", "waving", "jumping"].map((action, at) =>
  character(`x${at}`, "p5", spot(5, 0), { action }),
);

describe("Action Recognition", () => {
  const actors = (characters: PageRecord["characters"]) => ({ panels: grid(6), characters });

  it("asks nothing about crowds, small, cut or lost figures, nor where no action is annotated, and counts why", () => {
    const { refused, questions } = ask(
      "action_recognition",
      actors([
        character("a", "p0", spot(0, 0), { action: "running", is_crowd: true }),
        character("b", "p0", [30, 60, 59, 200], { action: "running" }),
        character("c", "p0", spot(0, 1), { action: "running", inside: 0.79 }),
        character("d", null, spot(0, 2), { action: "running" }),
        character("e", "gone", spot(0, 2), { action: "running" }),
        character("f", "p0", spot(0, 3)),
        character("g", "p0", spot(0, 3), { action: " N/A " }),
        character("h", "p0", [980, 60, 1040, 200], { action: "running" }),
      ]),
    );
    expect(questions).toEqual([]);
    expect(refused).toEqual({
      crowd: 1,
      "too-small": 1,
      "outside-panel": 1,
      "no-panel": 2,
      "no-action": 2,
      "outside-page": 1,
    });
  });

  it("takes a label with a stray separator for what its words say, and one without words for none", () => {
    expect(mayBothHold("running,", "walking / ")).toBe(false);
    expect(mayBothHold("running,", "running fast")).toBe(true);
    expect(["???", ", /", "Running,"].map(actionLabel)).toEqual([null, null, "running,"]);
  });

  it("needs three other actions that exclude each other", () => {
    const few = ["running", "Running ", "running fast", "sitting", "sitting down"].map((action, at) =>
      character(`a${at}`, "p0", spot(0, at % 4), { action }),
    );
    expect(ask("action_recognition", actors(few)).refused).toEqual({ "too-few-actions": 5 });
  });

  it("offers nothing that is also true: of the same figure annotated twice, of several actions, in other letters", () => {
    const characters = [
      character("a", "p0", spot(0, 0), { action: "Running" }),
      character("b", "p0", [31, 61, 90, 139], { action: "shouting" }),
      character("c", "p1", spot(1, 0), { action: "sitting and reading" }),
      ...fourActions,
      character("z", "p2", spot(2, 0), { action: "shouting" }),
    ];
    for (let seed = 0; seed < 20; seed++) {
      const { questions } = ask("action_recognition", actors(characters), { seed, maxPerPage: 20 });
      const texts = (id: string) =>
        questions.find(({ provenance }) => provenance.annotation_ids[0] === id)?.options.map(({ text }) => text) ?? [];
      expect(texts("a")).toContain("The character is running.");
      expect(texts("a")).not.toContain("The character is shouting.");
      for (const wrong of ["sitting", "reading"]) expect(texts("c")).not.toContain(`The character is ${wrong}.`);
    }
  });

  it("draws wrong options by how frequent they are", () => {
    const often = Array.from({ length: 30 }, (_, at) => character(`o${at}`, "p4", spot(4, 0), { action: "falling" }));
    const rare = ["a", "b", "c", "d", "e", "f", "g", "h"].map(name =>
      character(name, "p3", spot(3, 0), { action: `${name}${name}ing` }),
    );
    const asked = character("asked", "p0", spot(0, 0), { action: "running" });
    let falling = 0;
    for (let seed = 0; seed < 25; seed++) {
      const { questions } = ask("action_recognition", actors([asked, ...often, ...rare]), { seed, maxPerPage: 100 });
      const own = questions.find(({ provenance }) => provenance.annotation_ids[0] === "asked");
      if (own?.options.some(({ text }) => text.includes("falling")) === true) falling++;
    }
    expect(falling).toBeGreaterThan(20);
  });

  it("may have the character in place of its panel as target", () => {
    const characters = [character("a", "p0", spot(0, 0), { action: "falling" }), ...fourActions];
    const target = (given: object) =>
      ask("action_recognition", actors(characters), { maxPerPage: 20, ...given }).questions.find(
        ({ provenance }) => provenance.annotation_ids[0] === "a",
      )?.targets;
    expect(target({})).toEqual([{ box: grid(1)[0]!.box, role: "panel", source_annotation_ids: ["p0"] }]);
    expect(target({ actionTarget: "character" })).toEqual([
      { box: spot(0, 0), role: "character", source_annotation_ids: ["a"] },
    ]);
  });

  it("takes labels for both true that share an action or only add words, in any order", () => {
    expect(mayBothHold("sitting", "sitting down")).toBe(true);
    expect(mayBothHold("running, shouting", "shouting")).toBe(true);
    expect(mayBothHold("run", "running")).toBe(false);
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => mayBothHold(a, b) === mayBothHold(b, a)));
  });
});

describe("Depth Comparison", () => {
  const at = (id: string, place: number, depth: number | null, panelAt = 0) =>
    character(id, `p${panelAt}`, spot(panelAt, place), { depth });
  const deep = (characters: PageRecord["characters"], more: Partial<PageRecord> = {}) =>
    ask("depth_comparison", { panels: grid(6), characters, ...more });

  it("skips ties, missing depths and pairs of two panels, and does not take missing for 0", () => {
    const { questions, refused } = deep([at("a", 0, 2), at("b", 1, 2), at("c", 2, null), at("d", 0, 7, 1)]);
    expect(questions).toEqual([]);
    expect(refused).toEqual({ "no-depth": 1, "depth-tie": 1 });
  });

  it("follows the set's direction of depth", () => {
    const closer = (depth_larger: "farther" | "nearer") => {
      const [question] = deep([at("a", 0, 1), at("b", 1, 5)], { depth_larger }).questions;
      return question?.marks.find(({ label }) => label === question.answer)?.box;
    };
    expect(closer("farther")).toEqual(spot(0, 0));
    expect(closer("nearer")).toEqual(spot(0, 1));
  });

  it("asks about clear pairs first, and says where a pair is close", () => {
    const { questions } = ask(
      "depth_comparison",
      { panels: grid(6), characters: [at("a", 0, 1), at("b", 1, 2), at("c", 2, 8)] },
      { maxPerPage: 2 },
    );
    expect(questions.every(({ checks }) => !checks.includes("depth-by-one"))).toBe(true);
    expect(deep([at("a", 0, 1), at("b", 1, 2)]).questions[0]?.checks).toContain("depth-by-one");
  });

  it("asks nothing of two marks in the same place", () => {
    expect(deep([at("a", 0, 1), character("b", "p0", [31, 61, 91, 141], { depth: 5 })]).refused).toEqual({
      "same-place": 1,
    });
  });
});

describe("Character Identification", () => {
  it("needs identities and two panels", () => {
    const { questions, refused } = ask("character_identification", {
      panels: grid(4),
      characters: [
        character("a", "p0", spot(0, 0), { identity: "M" }),
        character("b", "p0", spot(0, 1), { identity: "M" }),
        character("c", "p1", spot(1, 0)),
      ],
    });
    expect(questions).toEqual([]);
    expect(refused).toEqual({ "no-identity": 1, "same-panel": 1 });
  });

  it("drops what would make one answer likelier", () => {
    const characters = ["M", "M", "P", "Q"].map((identity, at) =>
      character(`c${at}`, `p${at}`, spot(at, 0), { identity }),
    );
    const { questions, refused } = ask("character_identification", { panels: grid(4), characters });
    expect(questions).toHaveLength(2);
    expect(refused).toEqual({ balance: 4 });
    const onlyDifferent = characters.slice(1);
    expect(ask("character_identification", { panels: grid(4), characters: onlyDifferent })).toEqual({
      questions: [],
      refused: { balance: 3 },
    });
  });

  it("prefers different characters that look alike", () => {
    const like = (id: string, at: number, identity: string, box = spot(at, 0)) =>
      character(id, `p${at}`, box, { identity, action: "running" });
    const [left, top] = spot(2, 0);
    const characters = [
      like("a", 0, "M"),
      like("b", 1, "P"),
      character("c", "p2", [left, top, left + 300, top + 32], { identity: "Q" }),
      like("d", 3, "M"),
    ];
    let alike = 0;
    for (let seed = 0; seed < 30; seed++) {
      const { questions } = ask("character_identification", { panels: grid(4), characters }, { seed, maxPerPage: 2 });
      const different = questions.find(({ options, answer }) =>
        options.find(({ label }) => label === answer)?.text.startsWith("No"),
      );
      if (different?.provenance.annotation_ids.includes("c") === false) alike++;
    }
    expect(alike).toBeGreaterThan(25);
  });
});

describe("Character Counting", () => {
  const cast = [
    character("a", "p0", spot(0, 0), { identity: "M" }),
    character("b", "p0", spot(0, 1), { identity: "M" }),
    character("c", "p2", [510, 310, 520, 320], { identity: "M", inside: 0.6 }),
    character("d", "p3", spot(3, 0), { identity: "P" }),
  ];
  const count = (characters: PageRecord["characters"], given: object = {}) =>
    ask("character_counting", { panels: grid(4), characters }, given);

  it("counts panels, also those where a drawing is too small to be marked", () => {
    const { questions } = count(cast, { countingLeast: 2 });
    expect(questions.map(({ answer }) => answer)).toEqual([2]);
    expect(questions[0]?.targets?.map(({ source_annotation_ids }) => source_annotation_ids)).toEqual([["p0"], ["p2"]]);
    expect(["a", "b"]).toContain(questions[0]?.provenance.annotation_ids[0]);
    expect(count(cast, { countingTargets: "all-panels", countingLeast: 2 }).questions[0]?.expected_zooms).toBe(4);
  });

  it("asks for no count that an unnamed character could change", () => {
    const unnamed = [...cast, character("e", "p3", spot(3, 1))];
    const { questions, refused } = count(unnamed);
    expect(questions.map(({ provenance }) => provenance.annotation_ids[0])).toEqual(["d"]);
    expect(refused).toEqual({ "no-identity": 1, "unnamed-others": 1 });
    expect(count(unnamed, { countingUnnamed: "others" }).questions).toHaveLength(2);
    expect(count([...cast, character("e", null, spot(3, 1))]).questions).toEqual([]);
    expect(count([...cast, character("e", "p1", spot(3, 1), { is_crowd: true })]).questions).toHaveLength(2);
  });

  it("asks nothing of a page of which a panel, a character or something unknown could not be imported", () => {
    const astrayOf = (kind: string) => ({ astray: [kind] });
    const whole = { panels: 0, characters: 0, bubbles: 0, unknown: 0 };
    const asked = (more: object) =>
      ask("character_counting", { panels: grid(4), characters: cast, left_out: { ...whole, ...more } });
    expect(asked({ bubbles: 2 }).questions).toHaveLength(count(cast).questions.length);
    expect(asked({ astray: ["bubbles"] }).questions).toHaveLength(count(cast).questions.length);
    const left = [{ panels: 1 }, { characters: 1 }, { unread: 1 }, ...["panels", "characters", "unread"].map(astrayOf)];
    const refusedFor = (more: object) => ({
      asked: asked(more).questions.length,
      why: Object.keys(asked(more).refused),
    });
    for (const more of left) expect(refusedFor(more)).toEqual({ asked: 0, why: ["left-out"] });
    for (const more of [{ unknown: 1 }, astrayOf("unknown")])
      expect(refusedFor(more)).toEqual({ asked: 0, why: ["unmapped"] });
    expect(Object.keys(asked({ characters: 1, unknown: 1 }).refused)).toEqual(["left-out"]);
  });

  it("asks nothing where a drawing stands in no panel or is a crowd", () => {
    expect(count([...cast, character("e", null, spot(1, 0), { identity: "M" })]).refused).toEqual({ "no-panel": 1 });
    expect(count([...cast, character("e", "p1", spot(1, 0), { identity: "M", is_crowd: true })]).refused).toEqual({
      crowd: 1,
    });
  });
});
