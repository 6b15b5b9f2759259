import { expect, it } from "vitest";
import { readScore } from "../../../src/core/evaluation/judge/readScore.js";
import { readVerdict } from "../../../src/core/evaluation/judge/readVerdict.js";
import { matchesReference } from "../../../src/core/evaluation/matchesReference.js";
import { parseReply } from "../../../src/core/evaluation/parseReply.js";

const choice = {
  answer_type: "choice" as const,
  options: [
    { label: "A", text: "Running" },
    { label: "B", text: "Sitting" },
  ],
};

/** What takes the square of its length to read would take minutes here. */
it.each([" ", "\n", ".", "*", '"', "«", "> ", "answer is ", "A ", "<answer>", "\\boxed{"])(
  "a reply of half a million times %j is read once from end to end",
  piece => {
    const row = piece.repeat(500_000 / piece.length);
    for (const text of [row, `x${row}y`, `${row}VERDICT`]) {
      expect(matchesReference(text, { answer: "a hat", alternatives: ["hats"] })).toBe(false);
      expect([readVerdict(text), readScore(text)]).toEqual([null, null]);
      expect([parseReply(text, choice).answer, parseReply(`<answer>${text}</answer>`, choice).answer]).toEqual([
        null,
        null,
      ]);
    }
    expect(matchesReference(`${row}A hat`, { answer: "a hat", alternatives: [] })).toBe(/^[\s.*"«]*$/.test(piece));
  },
);
