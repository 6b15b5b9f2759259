import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isHostName } from "../../../src/core/launch/hostName.js";
import { parseRunState } from "../../../src/core/launch/runState.js";
import { shellWord } from "../../../src/core/launch/shellWord.js";

describe("a word of a shell", () => {
  it.skipIf(process.platform === "win32")("is read back by sh as it was, whatever it holds", () => {
    // U+0000 cannot be held; lone surrogates have no bytes.
    const text = fc.string({ unit: "grapheme", maxLength: 50 }).filter(value => !value.includes("\0"));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), values => {
        const script = `set -- ${values.map(shellWord).join(" ")}\nprintf '%s\\0' "$@"\n`;
        const read = execFileSync("sh", ["-s"], { input: script, encoding: "utf8" });
        expect(read.split("\0").slice(0, -1)).toEqual(values);
      }),
      { numRuns: 40 },
    );
  });

  it("cannot hold NUL", () => {
    expect(() => shellWord("a\0b")).toThrow(RangeError);
  });
});

describe("a host's name", () => {
  it.each(["gpu-1", "me@gpu.example.org", "10.0.0.1", "::1".replace("::", "fe80::"), "a%eth0", "_x"])(
    "may be %s",
    name => {
      expect(isHostName(name)).toBe(true);
    },
  );

  it.each(["", "-oProxyCommand=x", "a b", "a;b", "$(x)", "a\nb", "a'b", "ä", "x".repeat(256)])(
    "may not be %j",
    name => {
      expect(isHostName(name)).toBe(false);
    },
  );
});

describe("the line of a run's state", () => {
  it("is read word by word, with - for what is unknown", () => {
    expect(parseRunState("running 42 - 1000 1700000000 - node-1\n")).toEqual({
      ...{ state: "running", pid: 42, exitCode: null, logBytes: 1000 },
      ...{ startedAt: 1_700_000_000, endedAt: null, hostName: "node-1" },
    });
  });

  it.each(["", "running", "flying 1 - 0 - - -", "running 1 - x - - -", "running 1 - 0 - - - more"])(
    "%j is none",
    line => {
      expect(parseRunState(line)).toBeNull();
    },
  );
});
