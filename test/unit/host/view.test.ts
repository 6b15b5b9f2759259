import { describe, expect, it } from "vitest";
import { titleOf } from "../../../src/host/view/titleOf.js";
import { viewHtml } from "../../../src/host/view/viewHtml.js";
import { english } from "./english.js";

describe("the view's page", () => {
  const html = viewHtml({
    language: "en",
    cspSource: "https://x.test",
    script: "https://x.test/main.js",
    style: "https://x.test/main.css",
    nonce: "n0nce",
  });

  it("lets nothing in that the policy does not name", () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "";
    expect(policy).toMatch(/^default-src 'none'; script-src 'nonce-n0nce'; /);
    expect(policy).not.toMatch(/unsafe|\*/);
  });

  it("holds no script but the one with the nonce", () => {
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<script nonce="n0nce" src="https://x.test/main.js"></script>');
  });
});

describe("a view's title", () => {
  it("names the file and row of what cannot be read", () => {
    const row = {
      kind: "unreadable",
      ref: { file: "/a/40.jsonl", row: 7 },
      nodeId: "",
      code: "not-json",
      values: [],
      byteOffset: 0,
      name: "40.jsonl",
    } as const;
    expect(titleOf(row, english)).toBe("40.jsonl · 7");
  });

  it("is a plain word while nothing is shown", () => {
    expect(titleOf(null, english)).toBe("Rollout");
  });
});
