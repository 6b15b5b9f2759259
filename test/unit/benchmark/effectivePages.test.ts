import { describe, expect, it } from "vitest";
import { effectivePages } from "../../../src/core/benchmark/effectivePages.js";
import type { PageCorrection } from "../../../src/core/benchmark/pageCorrection.js";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import type { Writing } from "../../../src/core/benchmark/writing.js";
import { balloonId, describedPage, panelId } from "./describedPage.js";

const { page } = describedPage(5, { width: 1000, height: 1400 }, 2);
const count = page.panels.length;
const bubble = page.bubbles[0]!.id;

function correction(what: PageCorrection["correction"], at = page.id): PageCorrection {
  return {
    v: 1,
    kind: "correction",
    id: "co-000001",
    page_id: at,
    by: "a person",
    at: "2026-01-01T00:00:00Z",
    correction: what,
  };
}

function readText(text: string): Writing {
  const written = { what: "text", bubble, text } as const;
  const id = "wr-000001";
  return {
    v: 1,
    kind: "writing",
    id,
    key: id,
    page_id: page.id,
    written,
    model: "m",
    prompt_id: "p",
    prompt_sha: "s",
    at: "2026-01-01T00:00:00Z",
  };
}

const layered = (of: PageRecord, corrections: readonly PageCorrection[] = [], writings: readonly Writing[] = []) =>
  effectivePages([of], { corrections, writings, direction: "ltr" });
const orders = ({ pages }: { pages: readonly PageRecord[] }) => pages[0]!.panels.map(({ order }) => order);
const upwards = page.panels.map((_, at) => at);
const withOrders = (given: readonly (number | null)[]): PageRecord => ({
  ...page,
  panels: page.panels.map((panel, at) => ({ ...panel, order: given[at] ?? null, order_source: "given" })),
});

describe("pages with what is laid over them", () => {
  it("have a computed order with its confidence, rows and columns where none is given", () => {
    const [effective] = layered(page).pages;
    expect(orders(layered(page))).toEqual(upwards);
    expect(effective?.panels.every(panel => panel.order_source === "computed" && panel.order_confidence! > 0.5)).toBe(
      true,
    );
    expect(effective?.panels.map(({ row }) => row)).toContain(2);
  });

  it("keep an annotated order, and lose rows that it reads across", () => {
    const backwards = layered(withOrders(upwards.toReversed()));
    expect(orders(backwards)).toEqual(upwards.toReversed());
    expect(
      backwards.pages[0]?.panels.every(
        ({ order_source, row, order_confidence }) =>
          order_source === "given" && row === null && order_confidence === null,
      ),
    ).toBe(true);
    const gaps = layered(withOrders(upwards.map(at => 10 * at + 3)));
    expect(orders(gaps)).toEqual(upwards);
    expect(gaps.pages[0]?.panels[count - 1]?.row).toBeGreaterThan(0);
  });

  it("compute the order where the annotated one leaves out a panel or says a number twice", () => {
    for (const given of [[...upwards.slice(0, -1).toReversed(), null], upwards.map(at => Math.max(0, at - 1))])
      expect(layered(withOrders(given)).pages[0]?.panels[0]).toMatchObject({ order: 0, order_source: "computed" });
  });

  it("have the order that a person gave last, until it is taken back", () => {
    const backwards = correction({ what: "order", panels: page.panels.map(({ id }) => id).reverse() });
    expect(orders(layered(page, [backwards]))).toEqual(upwards.toReversed());
    expect(layered(page, [backwards]).pages[0]?.panels[0]?.order_source).toBe("person");
    const back = correction({ what: "order", panels: null });
    expect(layered(page, [backwards, back]).pages).toEqual(layered(page).pages);
    expect(orders(layered(page, [back, backwards]))).toEqual(upwards.toReversed());
  });

  it("tell corrections that fit nothing any more, and go on without them", () => {
    const short = correction({ what: "order", panels: [panelId(0)] });
    const twice = correction({ what: "order", panels: page.panels.map(() => panelId(0)) });
    const gone = correction({ what: "text", bubble: balloonId(99, 9), text: "x" });
    const elsewhere = correction({ what: "text", bubble, text: "x" }, "pg-0000000000");
    for (const stale of [short, twice, gone, elsewhere]) {
      const result = layered(page, [stale]);
      expect(result.stale).toEqual([stale]);
      expect(result.pages).toEqual(layered(page).pages);
    }
  });

  it("have a person's text before an annotated one, and that before a model's", () => {
    const textOf = (
      of: PageRecord,
      ...layers: Parameters<typeof layered> extends [unknown, ...infer Rest] ? Rest : never
    ) => layered(of, ...layers).pages[0]!.bubbles[0]!;
    const open: PageRecord = { ...page, bubbles: page.bubbles.map(one => ({ ...one, text: null, text_source: null })) };
    expect(textOf(open, [], [readText("READ")])).toMatchObject({ text: "READ", text_source: "model" });
    expect(textOf(page, [], [readText("READ")])).toMatchObject({
      text: page.bubbles[0]!.text,
      text_source: "annotation",
    });
    const person = correction({ what: "text", bubble, text: "MINE" });
    expect(textOf(page, [person], [readText("READ")])).toMatchObject({ text: "MINE", text_source: "person" });
    expect(textOf(page, [person, correction({ what: "text", bubble, text: null })])).toMatchObject({
      text_source: "annotation",
    });
  });
});
