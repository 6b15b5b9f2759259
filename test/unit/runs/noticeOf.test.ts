import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { noticeSentence } from "../../../src/host/tree/noticeSentence.js";
import { noticeOf } from "../../../src/node/runs/noticeOf.js";
import { english } from "../host/english.js";

const source = (name: string) => readFileSync(new URL(`../../../src/node/${name}`, import.meta.url), "utf8");

describe("notices of the index", () => {
  it("tell a person in one sentence what is gone or does not work", () => {
    const notices = [
      noticeOf("no watches left", { folders: 3 }),
      noticeOf("root not readable", { root: "/runs" }),
      noticeOf("index not saved", { folder: "/kept" }),
    ];
    const sentences = notices.map(notice => (notice?.kind === "notice" ? noticeSentence(notice, english) : ""));
    expect(sentences[0]).toMatch(/^The system has no file watches left/);
    expect(sentences[1]).toBe("The folder /runs cannot be read.");
    expect(sentences[2]).toMatch(/^The index cannot be saved in \/kept: all is shown/);
  });

  it("leave everything else to the log", () => {
    expect(noticeOf("index not saved again", {})).toBeNull();
    expect(noticeOf("toString", {})).toBeNull();
  });

  it("go by names that the index really uses", () => {
    expect(source("watch/folderWatch.ts")).toContain('"no watches left"');
    expect(source("index/indexer.ts")).toContain('"root not readable"');
    expect(source("index/savedIndexes.ts")).toContain('"index not saved"');
  });
});
