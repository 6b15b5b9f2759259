import { describe, expect, it } from "vitest";
import { Loader } from "../../../webview/strategies/loader.js";
import { RemoteRows } from "../../../webview/strategies/remoteRows.js";

/** Rows that come when the test says so. */
function heldRows(total: number) {
  const asked: { offset: number; count: number; answer: () => Promise<void>; fail: () => Promise<void> }[] = [];
  const rows = new RemoteRows<string>((offset, count) => {
    return new Promise((resolve, reject) => {
      const settled = async (settle: () => void) => {
        settle();
        for (let i = 0; i < 5; i++) await Promise.resolve();
      };
      const list = Array.from({ length: Math.min(count, total - offset) }, (_, i) => `row ${offset + i}`);
      const answer = () => settled(() => resolve({ total, rows: list }));
      asked.push({ offset, count, answer, fail: () => settled(() => reject(new Error("gone"))) });
    });
  });
  return { rows, asked };
}

describe("the rows of a long list", () => {
  const places = (asked: readonly { offset: number; count: number }[]) =>
    asked.map(({ offset, count }) => [offset, count]);

  it("are asked for as they come into sight, with half a screen on either side", async () => {
    const { rows, asked } = heldRows(100_000);
    expect(rows.total.value).toBe(null);
    await asked[0]?.answer();
    expect(rows.total.value).toBe(100_000);
    expect([rows.at(0), rows.at(19), rows.at(20)]).toEqual(["row 0", "row 19", undefined]);
    rows.need(90, 109);
    await asked[1]?.answer();
    expect(places(asked)).toEqual([
      [0, 20],
      [80, 40],
    ]);
    expect([rows.at(79), rows.at(80), rows.at(119), rows.at(120)]).toEqual([undefined, "row 80", "row 119", undefined]);
  });

  it("next to them are asked for before they are in sight, some at once, and none twice", async () => {
    const { rows, asked } = heldRows(100_000);
    await asked[0]?.answer();
    for (let first = 0; first <= 60; first++) {
      rows.need(first, first + 19);
      await asked.at(-1)?.answer();
      for (let index = first; index <= first + 19; index++) expect(rows.at(index)).toBe(`row ${index}`);
    }
    expect(asked.length).toBeLessThan(20);
    const ends = asked.map(({ offset, count }) => offset + count);
    expect(asked.map(({ offset }) => offset)).toEqual([0, ...ends.slice(0, -1)]);
  });

  it("of a window that is higher than what the host gives at once come in turns", async () => {
    const { rows, asked } = heldRows(250);
    await asked[0]?.answer();
    rows.need(0, 249);
    await asked[1]?.answer();
    await asked[2]?.answer();
    expect(places(asked)).toEqual([
      [0, 20],
      [20, 200],
      [220, 30],
    ]);
    expect(rows.at(249)).toBe("row 249");
  });

  it("that were scrolled past are never asked for", async () => {
    const { rows, asked } = heldRows(100_000);
    for (let at = 0; at < 90_000; at += 100) rows.need(at, at + 19);
    await asked[0]?.answer();
    await asked[1]?.answer();
    expect(places(asked)).toEqual([
      [0, 20],
      [89_890, 40],
    ]);
  });

  it("that are gone by now are asked for once", async () => {
    let calls = 0;
    const rows = new RemoteRows<string>(() => Promise.resolve({ total: 12, rows: ++calls === 1 ? ["only one"] : [] }));
    for (let i = 0; i < 5; i++) await Promise.resolve();
    rows.need(0, 11);
    for (let i = 0; i < 5; i++) await Promise.resolve();
    expect([calls, rows.at(0), rows.at(1)]).toEqual([1, "only one", undefined]);
  });

  it("far from what is in sight are forgotten", async () => {
    const { rows, asked } = heldRows(100_000);
    for (let block = 0; block < 30; block++) {
      rows.need(block * 40, block * 40);
      await asked.at(-1)?.answer();
    }
    expect(rows.at(0)).toBe(undefined);
    expect(rows.at(29 * 40)).toBe("row 1160");
  });

  it("that do not come are a problem that the next ones heal", async () => {
    const { rows, asked } = heldRows(50);
    await asked[0]?.fail();
    expect(rows.problem.value).toBe("gone");
    rows.need(0, 5);
    await asked[1]?.answer();
    expect(rows.problem.value).toBe(null);
    expect(rows.at(5)).toBe("row 5");
  });
});

describe("a value that is asked for", () => {
  const settle = async () => {
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };
  function heldLoader() {
    const asked: { query: string; resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
    const loader = new Loader<string, string>(
      query => new Promise((resolve, reject) => asked.push({ query, resolve, reject })),
    );
    return { loader, asked };
  }

  it("stays until the next one is there, and of two queries the last one counts", async () => {
    const { loader, asked } = heldLoader();
    loader.load("a");
    asked[0]?.resolve("A");
    await settle();
    loader.load("b");
    loader.load("c");
    asked[2]?.resolve("C");
    await settle();
    expect(loader.state.value).toEqual({ status: "ready", value: "C", message: null });
    asked[1]?.resolve("B");
    await settle();
    expect(loader.state.value.value).toBe("C");
  });

  it("is not asked for twice, but again on request", () => {
    const { loader, asked } = heldLoader();
    loader.load("a");
    loader.load("a");
    expect(asked).toHaveLength(1);
    loader.again();
    expect(asked.map(({ query }) => query)).toEqual(["a", "a"]);
  });

  it("that was stopped or failed leaves the old one on show", async () => {
    const { loader, asked } = heldLoader();
    loader.load("a");
    asked[0]?.resolve("A");
    await settle();
    loader.load("b");
    asked[1]?.reject(new Error("cancelled"));
    await settle();
    expect(loader.state.value).toMatchObject({ status: "stopped", value: "A" });
    loader.again();
    asked[2]?.reject(new Error("the worker crashed twice"));
    await settle();
    expect(loader.state.value).toEqual({ status: "failed", value: "A", message: "the worker crashed twice" });
  });
});
