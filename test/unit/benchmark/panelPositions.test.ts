import { describe, expect, it } from "vitest";
import { buildOptionsSchema } from "../../../src/core/benchmark/buildOptions.js";
import { effectivePages } from "../../../src/core/benchmark/effectivePages.js";
import { ordinalWord } from "../../../src/core/page/ordinalWord.js";
import { pageFacts } from "../../../src/core/benchmark/generate/pageFacts.js";
import { panelPositions } from "../../../src/core/benchmark/generate/panelPositions.js";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import { describedPage } from "./describedPage.js";
import { grid, madePage, panel } from "./madePage.js";

const options = buildOptionsSchema.parse({});

type Box = readonly [number, number, number, number];

/** Rows as a person sees them: panels whose heights overlap by more than half of the lower one, from the top. */
function seenRows(boxes: readonly Box[]): readonly (readonly Box[])[] {
  const rows: Box[][] = [];
  for (const box of boxes.toSorted((a, b) => a[1] - b[1])) {
    const row = rows.find(members =>
      members.some(
        other =>
          Math.min(other[3], box[3]) - Math.max(other[1], box[1]) >
          0.5 * Math.min(other[3] - other[1], box[3] - box[1]),
      ),
    );
    if (row === undefined) rows.push([box]);
    else row.push(box);
  }
  return rows;
}

const numberOf = (word: string) => Array.from({ length: 30 }, (_, at) => ordinalWord(at)).indexOf(word);

/** Who reads the words and looks at the page alone: the boxes that they can mean. */
function meant(
  words: string,
  boxes: readonly Box[],
  direction: "ltr" | "rtl",
  inOrder: readonly Box[],
): readonly Box[] {
  const order = /^the (\w+) panel of the page in reading order$/.exec(words);
  if (order !== null) return [order[1] === "last" ? inOrder.at(-1)! : inOrder[numberOf(order[1]!)]!];
  const rows = seenRows(boxes);
  const place = /^the (only|\w+) panel (from the right )?of the (\w+) row$/.exec(words);
  if (place !== null) {
    const row = rows[numberOf(place[3]!)]!.toSorted((a, b) => (direction === "rtl" ? b[0] - a[0] : a[0] - b[0]));
    expect(place[1] === "only").toBe(row.length === 1);
    expect(place[2] !== undefined).toBe(direction === "rtl" && row.length > 1);
    return place[1] === "only" ? row : [row[numberOf(place[1]!)]!];
  }
  const relative = /^the panel directly (to the left of|to the right of|above|below) (the .*)$/.exec(words)!;
  const [anchor] = meant(relative[2]!, boxes, direction, inOrder);
  const at = rows.findIndex(row => row.includes(anchor!));
  if (relative[1]!.startsWith("to")) {
    const row = rows[at]!.toSorted((a, b) => a[0] - b[0]);
    return [row[row.indexOf(anchor!) + (relative[1] === "to the left of" ? -1 : 1)]!];
  }
  const next = rows[at + (relative[1] === "above" ? -1 : 1)]!;
  return next.filter(box => Math.min(box[2], anchor![2]) > Math.max(box[0], anchor![0]));
}

/** Every panel is what each of its positions means to somebody else, and nothing beside it. */
function checkPage(page: PageRecord, direction: "ltr" | "rtl"): number {
  const [effective] = effectivePages([page], { corrections: [], writings: [], direction }).pages;
  const facts = pageFacts(effective!);
  const boxes = page.panels.map(({ box }) => box);
  const inOrder = facts.ordered!.map(({ box }) => box);
  const all = facts.ordered!.flatMap(one =>
    panelPositions(facts, one, { ...options, direction }).map(({ words }) => ({ words, box: one.box })),
  );
  for (const { words, box } of all) expect(meant(words, boxes, direction, inOrder), words).toEqual([box]);
  return all.length;
}

describe("where a panel stands in words", () => {
  it("means that panel and no other, to somebody who only reads the words and looks", () => {
    let positions = 0;
    for (let number = 0; number < 60; number++) {
      const { page } = describedPage(23, { width: 1000, height: 1400 }, number);
      positions += checkPage(page, "ltr");
      const mirrored = page.panels.map(one => ({
        ...one,
        box: [1000 - one.box[2], one.box[1], 1000 - one.box[0], one.box[3]] as const,
      }));
      positions += checkPage({ ...page, panels: mirrored, direction: "rtl" }, "rtl");
    }
    expect(positions).toBeGreaterThan(2000);
  });

  it("is in no row where panels of it stand above one another or inside one", () => {
    const wordsOf = (id: string, panels: PageRecord["panels"]) => {
      const facts = pageFacts(
        effectivePages([madePage({ panels })], { corrections: [], writings: [], direction: "ltr" }).pages[0]!,
      );
      return panelPositions(facts, facts.panels.get(id)!, options).map(({ words }) => words);
    };
    const inset = [...grid(4), panel("inset", [300, 200, 420, 280])];
    expect(wordsOf("p0", inset)).toEqual(["the first panel of the page in reading order"]);
    expect(wordsOf("p2", inset)).toContain("the first panel of the second row");
    expect(wordsOf("p3", grid(4))).toEqual([
      "the second panel of the second row",
      "the last panel of the page in reading order",
      "the panel directly to the right of the first panel of the second row",
      "the panel directly below the second panel of the first row",
    ]);
  });

  it("counts in words", () => {
    expect([0, 11, 12, 20, 21, 22, 30, 110, 111].map(ordinalWord)).toEqual([
      "first",
      "twelfth",
      "13th",
      "21st",
      "22nd",
      "23rd",
      "31st",
      "111th",
      "112th",
    ]);
  });
});
