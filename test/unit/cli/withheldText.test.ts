import { expect, it } from "vitest";
import { withheldText } from "../../../src/node/cli/withheldText.js";

it("says how many cannot be recomputed, and why the others have no figures", () => {
  const [line] = withheldText("rarl", { isWithheld: true, notRecomputable: 112 }, 128);
  expect(line).toBe("rarl: not recomputable: 112 of 128, for what they did themselves; the others are no fair sample");
  expect(withheldText("rarl", { isWithheld: true, notRecomputable: 8 }, 8)).toEqual(["rarl: not recomputable: 8 of 8"]);
  expect(withheldText("rarl", { isWithheld: false, notRecomputable: 1 }, 128)).toEqual([]);
});
