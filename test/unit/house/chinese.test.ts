import { describe, expect, it } from "vitest";
import * as z from "zod";
import { untranslated } from "../../../scripts/strings.mjs";
import { readProjectJson } from "./projectFiles.js";

const tableSchema = z.record(z.string(), z.string());
const tableOf = (file: string) => tableSchema.parse(readProjectJson(file));

const manifest = tableOf("package.nls.json");
const manifestChinese = tableOf("package.nls.zh-cn.json");
const codeChinese = tableOf("l10n/bundle.l10n.zh-cn.json");

/** English beside Chinese, of both places that VS Code takes words from. */
const pairs = [
  ...Object.entries(manifestChinese).map(([key, chinese]) => ({ english: manifest[key] ?? "", chinese })),
  ...Object.entries(codeChinese).map(([english, chinese]) => ({ english, chinese })),
];

/** What of a text no language may change, each once and in one order. */
const found = (text: string, pattern: RegExp) => [...new Set(text.match(pattern) ?? [])].sort();
const differing = (pattern: RegExp) =>
  pairs.filter(({ english, chinese }) => found(english, pattern).join() !== found(chinese, pattern).join());

/** Texts that are the same in every language: numbers, signs, names and what a program is called by. */
const isSameEverywhere = (text: string) => !/[a-z]{3,} [a-z]{3,}/.test(text);

describe("the Simplified Chinese translation", () => {
  it("has every key, and none too many (node scripts/strings.mjs --missing)", () => {
    expect(untranslated()).toEqual([]);
  });

  it("fills in what the English does", () => {
    expect(differing(/\{\d+\}/g)).toEqual([]);
  });

  it("leads to the same commands and names the same settings, files and code", () => {
    expect(differing(/\(command:[^)]*\)/g)).toEqual([]);
    expect(differing(/`[^`]*`/g)).toEqual([]);
    expect(differing(/\bloupe\.[a-z]\w*(?:\.\w+)*/g)).toEqual([]);
    expect(differing(/\$\([\w-]+\)/g)).toEqual([]);
  });

  it("says no sentence in English", () => {
    const english = pairs.filter(({ chinese }) => !/\p{Script=Han}/u.test(chinese) && !isSameEverywhere(chinese));
    expect(english).toEqual([]);
  });

  it("is written with Chinese punctuation where a sentence ends", () => {
    expect(pairs.filter(({ chinese }) => /\p{Script=Han}[.,;?!:](?:\s|$)/u.test(chinese))).toEqual([]);
  });
});
