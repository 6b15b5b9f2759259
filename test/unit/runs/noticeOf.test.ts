import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { noticeSentence } from "../../../src/host/tree/noticeSentence.js";
import { noticeOf } from "../../../src/node/runs/noticeOf.js";
import { english } from "../host/english.js";

const source = (name: string) => readFileSync(new URL(`../../../src/node/${name}`, import.meta.url), "utf8");

describe("notices of the index", () => {
  it("tell a person in one sentence that the watches or a folder are gone", () => {
    const notices = [noticeOf("no watches left", { folders: 3 }), noticeOf("root not readable", { root: "/runs" })];
    const sentences = notices.map(notice => (notice?.kind === "notice" ? noticeSentence(notice, english) : ""));
    expect(sentences[0]).toMatch(/^The system has no file watches left/);
    expect(sentences[1]).toBe("The folder /runs cannot be read.");
  });

  it("leave everything else to the log", () => {
    expect(noticeOf("index not saved", {})).toBeNull();
    expect(noticeOf("toString", {})).toBeNull();
  });

  it("go by names that the index really uses", () => {
    expect(source("watch/folderWatch.ts")).toContain('"no watches left"');
    expect(source("index/indexer.ts")).toContain('"root not readable"');
  });
});
