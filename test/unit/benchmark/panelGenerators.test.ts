import { describe, expect, it } from "vitest";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import type { Writing } from "../../../src/core/benchmark/writing.js";
import { askOf as ask } from "./askOf.js";
import { balloon, grid, panel, spot } from "./madePage.js";

describe("Dialog Reordering", () => {
  const said = (order: (at: number) => number | null, count = 4) =>
    Array.from({ length: count }, (_, at) => balloon(`b${at}`, `p${at}`, spot(at, 0), `WORDS ${at}`, order(at)));
  const dialog = (bubbles: PageRecord["bubbles"], given: object = {}, panels = grid(6)) =>
    ask("dialog_reordering", { panels, bubbles }, given);
  const trueOrder = ({ questions }: ReturnType<typeof dialog>) =>
    questions.map(question => {
      const text = question.options.find(({ label }) => label === question.answer)!.text;
      const hint = new Map(question.hint!.split("\n").map(line => [line[0]!, line.slice(-1)]));
      return text
        .split(", ")
        .map(number => hint.get(number))
        .join("");
    });

  it("takes numbers that begin anew in each panel for those of the page not even where some balloons have no text", () => {
    const panels = grid(2).map((one, order) => ({ ...one, order, order_source: "given" as const }));
    const bubbles = [
      balloon("b1", "p0", spot(0, 0), null, 1),
      balloon("b2", "p0", spot(0, 1), "second here", 2),
      balloon("b3", "p0", spot(0, 2), "third", 3),
      balloon("b4", "p0", spot(0, 3), "last of first", 4),
      balloon("c1", "p1", spot(1, 0), "first of next", 1),
      balloon("c2", "p1", spot(1, 1), null, 2),
    ];
    const { questions } = ask("dialog_reordering", { panels, bubbles }, { maxPerPage: 9 });
    const ids = questions.map(({ provenance }) => provenance.annotation_ids);
    expect(ids.length).toBeGreaterThan(0);
    for (const order of ids) expect(["b2", "b3", "b4", "c1"].filter(id => order.includes(id))).toEqual(order);
  });

  it("takes the annotated order before that of panels, and says where they disagree", () => {
    const backwards = dialog(
      said(at => 9 - at),
      { dialogBalloons: [4, 4] },
    );
    expect(trueOrder(backwards)).toEqual(["3210"]);
    expect(backwards.questions[0]?.checks).toEqual(["orders-disagree"]);
  });

  it("follows panels where each has one balloon, and only if their order is sure", () => {
    expect(
      trueOrder(
        dialog(
          said(() => null),
          { dialogBalloons: [4, 4] },
        ),
      ),
    ).toEqual(["0123"]);
    const unsure = dialog(
      said(() => null),
      {},
      [
        panel("p0", [0, 0, 130, 60]),
        panel("p1", [140, 0, 200, 130]),
        panel("p2", [70, 140, 200, 200]),
        panel("p3", [0, 70, 60, 200]),
        panel("p4", [70, 70, 130, 130]),
      ],
    );
    expect(unsure).toEqual({ questions: [], refused: { "no-balloon-order": 4 } });
  });

  it("never guesses at two balloons of one panel", () => {
    const twoInOne = [...said(() => null, 3), balloon("b9", "p1", spot(1, 2), "MORE 9")];
    const result = dialog(twoInOne, { dialogBalloons: [2, 3] });
    expect(result.questions).toEqual([]);
    expect(result.refused).toMatchObject({ "no-balloon-order": 2 });
    const ordered = [balloon("b9", "p1", spot(1, 2), "MORE 9", 1), ...said(at => (at === 1 ? 2 : null), 3)];
    expect(trueOrder(dialog(ordered, { dialogBalloons: [4, 4] }))).toEqual(["0912"]);
  });

  it("leaves out balloons without words, and panels that do not follow each other", () => {
    const silent = [
      balloon("s", "p1", spot(1, 0), " \n"),
      ...[0, 2, 4].map(at => balloon(`b${at}`, `p${at}`, spot(at, 0), `WORDS ${at}`)),
    ];
    expect(dialog(silent)).toEqual({ questions: [], refused: { "no-text": 1, "too-few": 3 } });
  });

  it("does not ask about equal words, one panel alone, or balloons over the page's edge", () => {
    const same = said(at => at).map(bubble => ({ ...bubble, text: "Oh!" }));
    expect(dialog(same).refused["same-text"]).toBeGreaterThan(0);
    const inOne = said(at => at, 3).map((bubble, at) => ({ ...bubble, panel_id: "p0", box: spot(0, at) }));
    expect(dialog(inOne)).toEqual({ questions: [], refused: { "one-panel": 1, "too-few": 2 } });
    expect(dialog([balloon("o", "p0", [990, 0, 1001, 20], "OVER")]).refused).toEqual({ "outside-page": 1 });
  });

  it("offers the upward order neither more often as the right one nor as the wrong one", () => {
    let [right, wrong] = [0, 0];
    for (let seed = 0; seed < 150; seed++) {
      const [question] = dialog(
        said(() => null, 2),
        { seed, dialogBalloons: [2, 2] },
      ).questions;
      if (question?.options.find(({ label }) => label === question.answer)?.text === "1, 2") right++;
      else wrong++;
    }
    expect(Math.abs(right - wrong)).toBeLessThan(45);
  });

  it("says where words were read by a model", () => {
    const read = said(() => null).map(bubble => ({ ...bubble, text_source: "model" as const }));
    expect(dialog(read, { dialogBalloons: [4, 4] }).questions[0]?.checks).toEqual(["text-by-model"]);
  });
});

describe("Panel Reordering", () => {
  const reorder = (panels: PageRecord["panels"], given: object = {}) => ask("panel_reordering", { panels }, given);

  it("needs three panels in a sure order", () => {
    expect(reorder(grid(2)).refused).toEqual({ "too-few-panels": 1 });
    expect(reorder([]).refused).toEqual({ "no-panels": 1 });
    expect(reorder(grid(6), { maxPerPage: 99 }).questions.length).toBeGreaterThan(8);
  });

  it("offers no places that shape tells apart, and no panel that covers another", () => {
    const wide = panel("wide", [10, 910, 990, 1190]);
    const { questions } = reorder([...grid(6), wide], { maxPerPage: 99 });
    expect(questions.some(({ provenance }) => provenance.annotation_ids.includes("wide"))).toBe(false);
    const { questions: ofAnyShape } = reorder([...grid(6), wide], { maxPerPage: 99, panelShape: 1 });
    const withWide = ofAnyShape.filter(({ provenance }) => provenance.annotation_ids.includes("wide"));
    expect(withWide.length).toBeGreaterThan(0);
    expect(withWide.every(({ checks }) => checks.includes("shapes-differ"))).toBe(true);
    const inset = panel("inset", [300, 200, 420, 280]);
    const { questions: besideInset } = reorder([...grid(6), inset], { maxPerPage: 99 });
    expect(besideInset.length).toBeGreaterThan(0);
    for (const { provenance } of besideInset)
      expect(provenance.annotation_ids.some(id => id === "p0" || id === "inset")).toBe(false);
  });

  it("shows one panel of each two, not the other as well: one question would answer the other", () => {
    const { questions } = reorder(grid(6), { maxPerPage: 99 });
    const pairs = questions.map(({ provenance }) => [...provenance.annotation_ids].sort().join());
    expect(new Set(pairs).size).toBe(pairs.length);
  });
});

describe("Panel Understanding", () => {
  const pairs = (panelId: string, ...written: readonly (readonly [string, string])[]): Writing => ({
    v: 1,
    kind: "writing",
    id: `wr-${panelId}`,
    key: panelId,
    page_id: "pg-0000000001",
    written: {
      what: "pairs",
      panel: panelId,
      pairs: written.map(([question, answer]) => ({
        question,
        answer,
        alternatives: [answer, "NA", "also"],
        position: null,
      })),
    },
    model: "m",
    prompt_id: "p",
    prompt_sha: "s",
    at: "2026-01-01T00:00:00Z",
  });

  it("puts the position before the question, and takes no answer that tables read as missing", () => {
    const { questions, refused } = ask("panel_understanding", { panels: grid(4) }, { positionKinds: ["row_col"] }, [
      pairs("p3", ["Who  waves?", "Muzo"], ["Muzo holds what?", "a rope"], ["What is left?", "None."], [" ", "x"]),
      pairs("p1"),
    ]);
    expect(questions.map(({ question }) => question).sort()).toEqual([
      "In the second panel of the second row, Muzo holds what?",
      "In the second panel of the second row, who waves?",
    ]);
    expect(questions[0]?.alternatives).toEqual(["also"]);
    expect(refused).toEqual({ "no-caption": 1, "no-model": 2, "unsure-text": 2 });
  });

  it("says of no panel where it stands on a page of which a panel could not be imported", () => {
    const whole = { panels: 0, characters: 0, bubbles: 0, unknown: 0 };
    const asked = (more: object) =>
      ask("panel_understanding", { panels: grid(4), left_out: { ...whole, ...more } }, {}, [
        pairs("p0", ["Who?", "Muzo"]),
      ]);
    for (const more of [{ panels: 1 }, { unread: 1 }, { astray: ["panels"] }, { astray: ["unread", "unknown"] }])
      expect(asked(more)).toMatchObject({ questions: [], refused: { "left-out": 1 } });
    for (const more of [{ characters: 1 }, { unknown: 1 }, { astray: ["bubbles", "characters", "unknown"] }])
      expect(asked(more).questions).toHaveLength(1);
  });

  it("asks nothing by a position that the page's order does not carry", () => {
    const pinwheel = [
      panel("p0", [0, 0, 130, 60]),
      panel("p1", [140, 0, 200, 130]),
      panel("p2", [70, 140, 200, 200]),
      panel("p3", [0, 70, 60, 200]),
      panel("p4", [70, 70, 130, 130]),
    ];
    expect(ask("panel_understanding", { panels: pinwheel }, {}, [pairs("p0", ["Who?", "Muzo"])]).refused).toEqual({
      "unsure-order": 1,
      "no-model": 4,
    });
  });

  it("lets every panel have its turn before one has two", () => {
    const writings = grid(4).map(({ id }) => pairs(id, ["Who?", "a"], ["What?", "b"], ["Where?", "c"]));
    const { questions, refused } = ask("panel_understanding", { panels: grid(4) }, { maxPerPage: 4 }, writings);
    expect(new Set(questions.map(({ provenance }) => provenance.annotation_ids[0])).size).toBe(4);
    expect(refused).toEqual({ "page-limit": 8 });
  });
});
