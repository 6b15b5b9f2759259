import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeCrops } from "../../../src/core/rollout/codeCrops.js";
import { parsed } from "./rollouts.js";

const code = (lines: string): string => `<think>look</think>\n<code>\n\`\`\`python\n${lines}\n\`\`\`\n</code>`;

describe("crops in code", () => {
  it("are listed with their numbers where these are literal", () => {
    const text = code("crop = image_1.crop((10, 20.5, 300, 400))\nother = image_clue_0 . crop( [ 1,2,3,4 ] )");
    expect(codeCrops(text)).toEqual([
      { image: "image_1", numbers: [10, 20.5, 300, 400], written: "(10, 20.5, 300, 400)" },
      { image: "image_clue_0", numbers: [1, 2, 3, 4], written: "[ 1,2,3,4 ]" },
    ]);
  });

  it("are listed without numbers where code computes them", () => {
    expect(codeCrops(code("image_1.crop((x - 10, 20, w // 2, 400))"))).toEqual([
      { image: "image_1", numbers: null, written: "(x - 10, 20, w // 2, 400)" },
    ]);
    expect(codeCrops(code("image_1.crop(box)"))[0]).toEqual({ image: "image_1", numbers: null, written: "box" });
    expect(codeCrops(code("image_1.crop((1, 2, 3))"))[0]?.numbers).toBeNull();
  });

  it("are none of what is written outside of code", () => {
    expect(codeCrops("I call image_1.crop((1, 2, 3, 4)) now.")).toEqual([]);
    expect(codeCrops(`${code("x = 1")} then image_1.crop((1, 2, 3, 4))`)).toEqual([]);
  });

  it("are no zoom calls: nothing is drawn of them", () => {
    expect(parsed(code("image_1.crop((1, 2, 3, 4))")).calls).toEqual([]);
  });

  it("are found in a bounded time and number, in whatever text", () => {
    const piece = fc.constantFrom("<code>", "</code>", "```python", "```", "a.crop(", "(1,2,3,4)", ")", "(", "\n", "é");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
        for (const { image, numbers } of codeCrops(pieces.join(""))) {
          expect(image).toMatch(/^\w+$/);
          if (numbers !== null) expect(numbers.every(Number.isFinite)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
    const started = performance.now();
    expect(codeCrops(`<code>${"a.crop(".repeat(200_000)}`)).toHaveLength(50);
    expect(codeCrops("<code>```python".repeat(50_000) + ".crop").length).toBe(0);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
