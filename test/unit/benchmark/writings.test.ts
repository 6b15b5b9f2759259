import { describe, expect, it } from "vitest";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import { withWrittenTexts } from "../../../src/core/benchmark/withWrittenTexts.js";
import type { Writing } from "../../../src/core/benchmark/writing.js";
import { noWritings, writingsOf } from "../../../src/core/benchmark/writingsOf.js";

const writing = (id: string, page_id: string, written: Writing["written"]): Writing => ({
  v: 1,
  kind: "writing",
  id,
  key: id,
  page_id,
  written,
  model: "writer",
  prompt_id: "caption",
  prompt_sha: "00",
  at: "2026-01-01T00:00:00.000Z",
});

type Bubble = PageRecord["bubbles"][number];

const bubble = (id: string, text: string | null, text_source: Bubble["text_source"]): Bubble => ({
  ...{ id, box: [0, 0, 9, 9], panel_id: null, text, text_source, order: null, character_id: null },
});

const page = (bubbles: readonly Bubble[]): PageRecord => ({
  ...{ v: 1, kind: "page", id: "pg-1", issue_id: "i", index: 0 },
  image: { path: "a.png", sha256: null, width: 100, height: 100, mime: "image/png" },
  ...{ depth_larger: "farther", panels: [], characters: [], bubbles },
  source: { dataset: "d", file_name: "a.png", split: null, saliency: null },
});

const texts = (...written: readonly (readonly [string, string])[]) =>
  writingsOf(written.map(([id, text], at) => writing(`w${at}`, "pg-1", { what: "text", bubble: id, text }))).get(
    "pg-1",
  ) ?? noWritings;

describe("writings by page", () => {
  it("are kept apart by page and by what they are about", () => {
    const pages = writingsOf([
      writing("w1", "pg-1", { what: "caption", panel: "p", text: "A dog." }),
      writing("w2", "pg-2", { what: "caption", panel: "p", text: "A cat." }),
      writing("w3", "pg-1", { what: "pairs", panel: "p", pairs: [] }),
      writing("w4", "pg-1", { what: "text", bubble: "p", text: "WOOF" }),
    ]);
    expect(pages.get("pg-1")?.captions.get("p")?.value).toBe("A dog.");
    expect(pages.get("pg-2")?.captions.get("p")?.value).toBe("A cat.");
    expect(pages.get("pg-1")?.pairs.get("p")?.value).toEqual([]);
    expect(pages.get("pg-1")?.texts.get("p")?.value).toBe("WOOF");
    expect(pages.get("pg-3")).toBeUndefined();
  });

  it("of several about one panel the last line holds, with its own provenance", () => {
    const pages = writingsOf([
      writing("w1", "pg-1", { what: "caption", panel: "p", text: "first" }),
      { ...writing("w2", "pg-1", { what: "caption", panel: "p", text: "second" }), model: "other" },
    ]);
    expect(pages.get("pg-1")?.captions.get("p")).toEqual({
      ...{ value: "second", writing: "w2", model: "other", promptId: "caption", promptSha: "00" },
    });
  });
});

describe("texts that a model read in balloons", () => {
  it("fill a balloon that has none and say that a model did", () => {
    expect(withWrittenTexts(page([bubble("b", null, null)]), texts(["b", "HELLO"])).bubbles).toEqual([
      bubble("b", "HELLO", "model"),
    ]);
  });

  it("replace what a model read before", () => {
    expect(withWrittenTexts(page([bubble("b", "HELO", "model")]), texts(["b", "HELLO"])).bubbles[0]?.text).toBe(
      "HELLO",
    );
  });

  it.each(["annotation", "person"] as const)("never replace a text by %s", source => {
    const before = page([bubble("b", "TRUE", source)]);
    expect(withWrittenTexts(before, texts(["b", "FALSE"]))).toEqual(before);
  });

  it("leave a balloon open in which the model saw no words, and others alone", () => {
    const before = page([bubble("b", null, null), bubble("c", null, null)]);
    expect(withWrittenTexts(before, texts(["b", ""], ["d", "NOBODY'S"]))).toEqual(before);
  });
});
