import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLink, readLinkText } from "../../../src/core/link/readLink.js";
import { rolloutIdentity } from "../../../src/core/link/rolloutIdentity.js";
import type { RolloutLink } from "../../../src/core/link/rolloutLink.js";
import { writeLink } from "../../../src/core/link/writeLink.js";

const extension = "rollout-loupe.rollout-loupe";
const whose = { scheme: "vscode", extension };

const hex = fc.stringMatching(/^[0-9a-f]{16}$/);
const name = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .filter(text => !/[/\\:\p{Cc}]/u.test(text) && text !== "." && text !== "..")
  .filter(text => !/\p{Surrogate}/u.test(text));
const links: fc.Arbitrary<RolloutLink> = fc.record({
  path: fc.array(name, { minLength: 1, maxLength: 6 }),
  row: fc.nat(),
  step: fc.option(fc.integer()),
  call: fc.option(fc.nat(400)),
  identity: fc.option(hex),
  group: fc.option(hex),
});

const queryWith = (file: string) => `v=1&file=${file}&row=0`;

describe("a link to a rollout", () => {
  const link: RolloutLink = {
    path: ["my runs", "rarl", "rollouts", "12.jsonl"],
    row: 3,
    step: 12,
    call: 1,
    identity: "0123456789abcdef0123456789abcdef",
    group: "0011223344556677",
  };

  it("is one URI that a person can read", () => {
    expect(writeLink(link, whose)).toBe(
      "vscode://rollout-loupe.rollout-loupe/open?v=1&file=my~20runs/rarl/rollouts/12.jsonl&row=3&step=12&zoom=2" +
        "&id=0123456789abcdef0123456789abcdef&group=0011223344556677",
    );
  });

  it("comes back as it was written, also when its URI is decoded once more than it was encoded", () => {
    fc.assert(
      fc.property(links, one => {
        const text = writeLink(one, whose);
        expect(readLinkText(text, extension)).toEqual({ kind: "link", link: one });
        expect(decodeURIComponent(text)).toBe(text);
      }),
    );
  });

  it("may be pasted from another editor, with blanks around it", () => {
    const pasted = ` ${writeLink(link, { ...whose, scheme: "vscode-insiders" })}\n`;
    expect(readLinkText(pasted, extension)).toEqual({ kind: "link", link });
  });

  it("of another extension is none of ours", () => {
    const other = writeLink(link, { ...whose, extension: "other.one" });
    expect(readLinkText(other, extension)).toEqual({ kind: "refused", fault: "not-a-link" });
  });

  it.each([
    ["names that lead upwards", "runs/../../etc/passwd"],
    ["an absolute path", "/etc/passwd"],
    ["an absolute path in escapes", "~2Fetc~2Fpasswd"],
    ["a UNC path", "~5C~5Cserver~5Cshare/a.jsonl"],
    ["two slashes in front", "//server/share/a.jsonl"],
    ["a drive", "C~3A/a.jsonl"],
    ["a data URI", "data~3Atext,x"],
    ["a NUL", "a~00.jsonl"],
    ["an empty name", "runs//a.jsonl"],
    ["a name that is no UTF-8", "~FF~FE"],
    ["percent signs", "%2e%2e/a.jsonl"],
    ["the folder itself", "./a.jsonl"],
  ])("with %s is refused", (_what, file) => {
    expect(readLink("/open", queryWith(file))).toEqual({ kind: "refused", fault: "path" });
  });

  it.each([
    ["a row that is no number", "v=1&file=a&row=x"],
    ["a negative row", "v=1&file=a&row=-1"],
    ["no row", "v=1&file=a"],
    ["two rows", "v=1&file=a&row=1&row=2"],
    ["a key that no link has", "v=1&file=a&row=1&command=x"],
    ["a zoom from 0", "v=1&file=a&row=1&zoom=0"],
    ["an identity that is none", "v=1&file=a&row=1&id=<b>"],
    ["no version", "file=a&row=1"],
    ["nothing", ""],
    ["a prototype's name", "v=1&file=a&row=1&__proto__=x"],
  ])("with %s is refused as damaged", (_what, query) => {
    expect(readLink("/open", query)).toEqual({ kind: "refused", fault: "damaged" });
  });

  it("of a later version says so", () => {
    expect(readLink("/open", "v=2&place=a")).toEqual({ kind: "refused", fault: "version" });
  });

  it("may name the window that VS Code sends it to", () => {
    expect(readLink("/open", `${queryWith("a.jsonl")}&windowId=3`).kind).toBe("link");
  });

  it("never throws, and never leads out of its folder, whatever it holds", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[a-z=&~.\\/0-9%:A-F]*$/));
    fc.assert(
      fc.property(text, fc.string(), (query, path) => {
        for (const read of [
          readLink("/open", query),
          readLink("/open", `v=1&row=1&file=${query}`),
          readLink(path, query),
        ]) {
          if (read.kind === "refused") continue;
          for (const one of read.link.path) {
            expect(one).not.toMatch(/[/\\:]/);
            expect(["", ".", ".."]).not.toContain(one);
          }
        }
        readLinkText(query, extension);
      }),
    );
  });
});

describe("what a rollout is told by", () => {
  const of = (prompt: string, text: string) => rolloutIdentity({ prompt, response: { kind: "text", text } });

  it("is the same whether a dump kept special tokens or dropped them", () => {
    expect(of("<|im_start|>Who?", "<think>…</think>A<|im_end|>\n")).toBe(of("Who?", "<think>…</think>A"));
  });

  it("differs where prompt or response do, also when one lends the other its end", () => {
    expect(of("ab", "c")).not.toBe(of("a", "bc"));
    expect(of("a", "b")).not.toBe(of("a", "c"));
  });

  it("is told of messages, too", () => {
    const messages = (text: string) =>
      rolloutIdentity({ prompt: "", response: { kind: "messages", messages: [{ role: "user", text }] } });
    expect(messages("a")).toMatch(/^[0-9a-f]{32}$/);
    expect(messages("a")).not.toBe(messages("b"));
  });
});
