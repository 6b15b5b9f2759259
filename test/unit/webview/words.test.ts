import { describe, expect, it } from "vitest";
import { viewStrings } from "../../../src/protocol/viewStrings.js";
import { viewStateSchema } from "../../../src/protocol/viewApi.js";
import { codeWords } from "../../../webview/codeWords.js";
import { fillText } from "../../../webview/fillText.js";
import { formatNumber } from "../../../webview/formatNumber.js";
import { guessWords } from "../../../webview/guessWords.js";
import { loggedText } from "../../../webview/loggedText.js";
import { translate } from "../../../webview/translate.js";

const t = translate({});

describe("the view's words", () => {
  it("exist for every code, and no two codes of a kind share theirs", () => {
    for (const words of Object.values(codeWords)) {
      const texts = Object.values<keyof typeof viewStrings>(words).map(key => viewStrings[key]);
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  it("name the guessed space and give its reason's numbers", () => {
    const { key, values } = guessWords({ code: "exceeds-page", axis: "x", value: 1860, limit: 1700 });
    expect(t(key, t("spacePage"), ...values)).toBe(
      "Boxes are in page pixels. Guessed: x reaches 1860, and the page ends at 1700.",
    );
  });

  it("come from the host's table where it has them", () => {
    expect(translate({ change: "Ändern" })("change")).toBe("Ändern");
    expect(translate({ change: "Ändern" })("openLine")).toBe("Open line");
  });

  it("take values as they are, patterns of replacement included", () => {
    expect(fillText("{0} and {1}", ["$&", "{0}"])).toBe("$& and {0}");
    expect(fillText("{0} is missing {1}", ["This"])).toBe("This is missing");
    expect(fillText("{0} ({1})", ["This"])).toBe("This");
  });
});

describe("logged numbers", () => {
  it("tell NaN, the infinities, null, absent and text apart, and none of them reads like 0", () => {
    const texts = [
      loggedText({ kind: "number", value: 0 }, t),
      loggedText({ kind: "nan" }, t),
      loggedText({ kind: "infinity", sign: 1 }, t),
      loggedText({ kind: "infinity", sign: -1 }, t),
      loggedText({ kind: "null" }, t),
      loggedText({ kind: "absent" }, t),
      loggedText({ kind: "text", text: "n/a" }, t),
    ];
    expect(texts).toEqual(["0", "NaN", "Infinity", "−Infinity", "null", "not logged", "“n/a”"]);
  });

  it("are written with a true minus and without idle zeros", () => {
    expect(formatNumber.short(-0.5, 3)).toBe("−0.5");
    expect(formatNumber.short(-0.0001, 3)).toBe("0");
    expect(formatNumber.fixed(-1.5, 2)).toBe("−1.50");
    expect(formatNumber.fixed(-0.001, 2)).toBe("0.00");
    expect([0.83, 0, 1, 0.005, -0.25].map(formatNumber.tight)).toEqual([".83", "0", "1", ".01", "−.25"]);
    expect(formatNumber.percent(0.081, 1)).toBe("8.1%");
  });
});

describe("the remembered state", () => {
  const state = {
    ref: { file: "/runs/a/1.jsonl", row: 3 },
    isPinned: false,
    camera: { centerX: 1, centerY: 2, scale: 0.5 },
    shown: { targets: true, executed: false, requested: true, marks: true },
    selectedCall: 1,
  };

  it("comes back as it was", () => {
    expect(viewStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it("is dropped when it is not what the view writes", () => {
    for (const broken of [null, {}, { ...state, camera: { centerX: "1" } }, { ...state, ref: { file: 1, row: -1 } }])
      expect(viewStateSchema.safeParse(broken).success).toBe(false);
  });
});
