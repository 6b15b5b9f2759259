import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildOptionsSchema } from "../../../src/core/benchmark/buildOptions.js";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import { leaks } from "../../../src/core/benchmark/split/leaks.js";
import { nearestShare } from "../../../src/core/benchmark/split/nearestShare.js";
import { splitPages } from "../../../src/core/benchmark/split/splitPages.js";
import { madePage } from "./madePage.js";

const optionsOf = (split: object = {}, seed = 1) => buildOptionsSchema.parse({ seed, split });

function pageOf(id: string, issue: string, more: { split?: string | null; sha?: string | null } = {}): PageRecord {
  const page = madePage({ id, issue_id: issue });
  return {
    ...page,
    image: { ...page.image, sha256: more.sha ?? null },
    source: { ...page.source, split: more.split ?? null },
  };
}

const manyPages = (issues: number, each: number) =>
  Array.from({ length: issues * each }, (_, at) => pageOf(`pg-${at}`, `issue-${Math.floor(at / each)}`));
const weightsOf = (pages: readonly PageRecord[]) =>
  new Map(pages.map(({ id }) => [id, 1 + (Number(id.replace(/\D/g, "")) % 7)]));
const questionsOf = (pages: readonly PageRecord[], of: ReadonlyMap<string, "train" | "val" | "test">) =>
  pages.map(({ id }) => ({ page_id: id, split: of.get(id)! }));

function split(pages: readonly PageRecord[], given: object = {}, seed = 1) {
  const result = splitPages(pages, weightsOf(pages), optionsOf(given, seed));
  if (result.kind !== "split") throw new Error(result.kind);
  return result;
}

describe("splits", () => {
  it("keep issues together, put every page into one, and depend on the seed and not on the order", () => {
    const pages = manyPages(40, 3);
    const result = split(pages, { val: 0.1, test: 0.1 });
    expect(leaks(questionsOf(pages, result.of), pages, "issue")).toEqual([]);
    expect(result.of.size).toBe(pages.length);
    expect(split(pages.toReversed(), { val: 0.1, test: 0.1 }).of).toEqual(new Map([...result.of].reverse()));
    expect(split(pages, { val: 0.1, test: 0.1 }, 2).members.test).not.toEqual(result.members.test);
  });

  it("come as near to their shares as any choice of issues can", () => {
    const weights = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(weights, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (list, share) => {
        const units = list.map((weight, at) => ({ id: `u${at}`, weight }));
        const target = share * list.reduce((sum, weight) => sum + weight, 0);
        const sums = Array.from({ length: 1 << list.length }, (_, mask) =>
          list.reduce((sum, weight, at) => sum + ((mask >> at) & 1 ? weight : 0), 0),
        );
        const best = Math.min(...sums.filter(sum => sum > 0).map(sum => Math.abs(sum - target)));
        const sum = nearestShare(units, target).reduce((total, { weight }) => total + weight, 0);
        if (list.some(weight => weight > 0)) expect(Math.abs(sum - target)).toBeCloseTo(best, 9);
        else expect(sum).toBe(0);
      }),
    );
  });

  it("move few issues when a page gives a question more", () => {
    const pages = manyPages(60, 3);
    const of = (more: number) => {
      const weights = new Map(
        [...weightsOf(pages)].map(([id, weight]) => [id, id === "pg-77" ? weight + more : 10 + weight]),
      );
      const result = splitPages(pages, weights, optionsOf({ val: 0.2, test: 0.2 }));
      return result.kind === "split" ? result.of : new Map<string, string>();
    };
    const before = of(0);
    for (const more of [1, 2, 3]) {
      const after = of(more);
      const moved = pages.filter(({ id }) => before.get(id) !== after.get(id));
      expect(new Set(moved.map(({ issue_id }) => issue_id)).size).toBeLessThan(20);
    }
  });

  it("take no long time over a large set", () => {
    const units = Array.from({ length: 20_000 }, (_, at) => ({ id: `u${at}`, weight: 40 + (at % 17) }));
    const total = units.reduce((sum, { weight }) => sum + weight, 0);
    const sum = nearestShare(units, total * 0.05).reduce((part, { weight }) => part + weight, 0);
    expect(Math.abs(sum / total - 0.05)).toBeLessThan(0.001);
  });

  it("give test and validation something where there are three issues, and nothing is parted of fewer", () => {
    const three = split(manyPages(3, 2));
    expect([three.members.train.length, three.members.val.length, three.members.test.length]).toEqual([1, 1, 1]);
    expect(split(manyPages(2, 9)).members).toEqual({ train: ["issue-0", "issue-1"], val: [], test: [] });
    expect(split(manyPages(9, 1), { val: 0, test: 0 }).members.train).toHaveLength(9);
  });

  it("say why everything is for training, and whether pages could be parted", () => {
    const unparted = (pages: readonly PageRecord[], given: object = {}) => split(pages, given).unparted;
    expect(unparted(manyPages(3, 2))).toBeNull();
    expect(unparted(manyPages(2, 9))).toEqual({ code: "few-issues", units: 2 });
    expect(unparted(manyPages(1, 3))).toEqual({ code: "few-issues", units: 1 });
    expect(unparted(manyPages(1, 3), { by: "page" })).toBeNull();
    expect(unparted(manyPages(2, 1))).toEqual({ code: "few-pages", units: 2 });
    const copies = manyPages(9, 1).map(page => pageOf(page.id, page.issue_id, { sha: "same" }));
    for (const by of ["issue", "page"]) expect(unparted(copies, { by })).toEqual({ code: "few-pages", units: 1 });
    // Nobody wanted another split, there is nothing to part, or the set parts it itself.
    expect(unparted(manyPages(2, 9), { val: 0, test: 0 })).toBeNull();
    expect(unparted([])).toBeNull();
    expect(unparted([pageOf("a", "one", { split: "train" })], { by: "given" })).toBeNull();
  });

  it("by page may part an issue, never the same picture", () => {
    const pages = [
      ...manyPages(4, 10),
      pageOf("pg-x", "issue-0", { sha: "same" }),
      pageOf("pg-y", "issue-3", { sha: "same" }),
    ];
    const result = split(pages, { by: "page", val: 0.2, test: 0.2 });
    expect(leaks(questionsOf(pages, result.of), pages, "issue").some(({ kind }) => kind === "issue")).toBe(true);
    expect(leaks(questionsOf(pages, result.of), pages, "page")).toEqual([]);
    expect(result.of.get("pg-x")).toBe(result.of.get("pg-y"));
    for (let seed = 0; seed < 20; seed++) {
      const byIssue = split(pages, { val: 0.3, test: 0.3 }, seed);
      expect(byIssue.of.get("pg-x")).toBe(byIssue.of.get("pg-y"));
    }
  });

  it("as given are taken by their usual names, and refused with the issues that they tear apart", () => {
    const pages = [
      pageOf("a", "one", { split: "train" }),
      pageOf("b", "one", { split: "Training" }),
      pageOf("c", "two", { split: "dev" }),
      pageOf("d", "three", { split: "test" }),
    ];
    expect(split(pages, { by: "given" }).members).toEqual({ train: ["one"], val: ["two"], test: ["three"] });
    const torn = [...pages, pageOf("e", "one", { split: "test" })];
    expect(splitPages(torn, new Map(), optionsOf({ by: "given" }))).toEqual({
      kind: "leak",
      leaks: [{ kind: "issue", id: "one", splits: ["train", "test"] }],
    });
    const twice = [
      ...pages,
      pageOf("f", "four", { split: "train", sha: "x" }),
      pageOf("g", "five", { split: "test", sha: "x" }),
    ];
    expect(splitPages(twice, new Map(), optionsOf({ by: "given" }))).toEqual({
      kind: "leak",
      leaks: [{ kind: "image", id: "x", splits: ["train", "test"] }],
    });
    expect(splitPages([...pages, pageOf("h", "six")], new Map(), optionsOf({ by: "given" }))).toEqual({
      kind: "no-split",
      pages: ["h"],
    });
  });
});

describe("leaks", () => {
  it("are found where they were planted", () => {
    const pages = manyPages(5, 2);
    const clean = questionsOf(pages, new Map(pages.map(({ id }) => [id, "train"])));
    expect(leaks(clean, pages, "issue")).toEqual([]);
    const planted = [...clean, { page_id: "pg-3", split: "test" as const }];
    expect(leaks(planted, pages, "issue").map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      "issue issue-1",
      "page pg-3",
    ]);
    expect(leaks(planted, pages, "page").map(({ kind, id }) => `${kind} ${id}`)).toEqual(["page pg-3"]);
  });
});
