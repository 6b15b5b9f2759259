import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogText } from "../../../src/node/jobs/logText.js";

/** The text of a log that comes in the given pieces. */
function shown(pieces: readonly (string | Uint8Array)[], secrets: readonly string[] = []): string {
  const log = new LogText(secrets);
  const bytes = pieces.map(piece => (typeof piece === "string" ? new TextEncoder().encode(piece) : piece));
  return bytes.map(piece => log.push(piece)).join("") + log.end();
}

/** The bytes of a text, cut at the given places. */
function cut(text: string, places: readonly number[]): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  const ends = [...places.map(place => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
}

const places = fc.array(fc.nat({ max: 500 }), { maxLength: 8 });

describe("a log in a terminal", () => {
  it("ends its lines with CR LF, also where the host did", () => {
    expect(shown(["a\nb\r\nc\r", "\nd"])).toBe("a\r\nb\r\nc\r\nd");
  });

  it("keeps characters whole that a piece cuts", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), places, (text, at) => {
        const plain = text.replace(/\p{Cc}/gu, "");
        expect(shown(cut(plain, at))).toBe(plain);
      }),
    );
  });

  it("keeps colours and the movements of a progress bar", () => {
    const bar = "\u001b[1;32mstep 3\u001b[0m\r 50%|█████     |\u001b[A\u001b[K";
    expect(shown([bar])).toBe(bar);
  });

  it.each([
    ["the clipboard", "a\u001b]52;c;ZXZpbA==\u0007b"],
    ["the title", "a\u001b]0;owned\u001b\\b"],
    ["the title, as one character", "a\u009d2;owned\u009cb"],
    ["a device's reply", "a\u001b[6nb"],
    ["a private mode", "a\u001b[?1049hb"],
    ["a device control string", 'a\u001bP$q"p\u001b\\b'],
    ["a reset", "a\u001bcb"],
    ["another character set", "a\u001b(0b"],
    ["enquiry and bell", "a\u0005\u0007b"],
    ["a shift of the character set", "a\u000e\u000fb"],
  ])("loses what would order %s", (_what, text) => {
    expect(shown([text])).toBe("ab");
  });

  it("loses the same however it is cut", () => {
    const text = "a\u001b]52;c;ZXZpbA==\u0007b\u001b[31mc\u001b[6nd\u009d0;t\u001b\\e\r\nf\n";
    fc.assert(
      fc.property(places, at => {
        expect(shown(cut(text, at))).toBe("ab\u001b[31mcde\r\nf\r\n");
      }),
    );
  });

  it("holds no sequence for ever: an order without an end hides neither its line end nor much text", () => {
    expect(shown(["\u001b]0;never\nnext line"])).toBe("\r\nnext line");
    expect(shown([`\u001b]0;${"x".repeat(10_000)}`]).length).toBeGreaterThan(5000);
  });

  it("never lets an escape through that is no colour or movement, whatever a host prints", () => {
    const unit = fc.constantFrom(...Array.from("\u001b\u009b\u009d[]()PX^_0;?mKHJnc\\\u0007\n\rab"));
    const harmless = new RegExp(`${String.fromCharCode(27)}\\[[0-9;:]*[mKABCDG]`, "g");
    fc.assert(
      fc.property(fc.array(fc.string({ unit })), pieces => {
        const left = shown(pieces).replace(harmless, "");
        expect(/[^\P{Cc}\b\t\n\r]/u.test(left)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it("hides known secrets, be they cut anywhere, and those inside of others", () => {
    const secrets = ["hf_abcdefgh", "hf_abcdefgh_and_more", "s3cr3t"];
    const text = "token hf_abcdefgh_and_more, hf_abcdefgh; s3cr3t\nhf_abc is none\n";
    fc.assert(
      fc.property(places, at => {
        expect(shown(cut(text, at), secrets)).toBe("token ••••, ••••; ••••\r\nhf_abc is none\r\n");
      }),
    );
  });

  it("hides a secret that repeats its own beginning", () => {
    expect(shown(["xabab", "ab\n"], ["ababab"])).toBe("x••••\r\n");
    expect(shown(["xabab"], ["abab", "babX"])).toBe("x••••");
  });

  it("hides the lines of a secret that has several", () => {
    expect(shown(["-----BEGIN\nMIIBVw==\nEND-----"], ["-----BEGIN\nMIIBVw==\nEND-----"])).toBe("••••");
    expect(shown(["only MIIBVw== here"], ["-----BEGIN\nMIIBVw==\nEND-----"])).toBe("only •••• here");
  });
});
