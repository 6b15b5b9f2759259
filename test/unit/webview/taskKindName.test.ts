import { expect, it } from "vitest";
import { taskKindStrings } from "../../../src/protocol/taskKindStrings.js";
import { taskKindName } from "../../../webview/taskKindName.js";

const t = (key: keyof typeof taskKindStrings) => `«${taskKindStrings[key]}»`;

it("says the paper's kinds in the window's language, however datasets join their words", () => {
  expect(taskKindName("panel_understanding", t)).toBe("«Panel Understanding»");
  expect(taskKindName("depth-comparison", t)).toBe("«Depth Comparison»");
  expect(taskKindName("Panel Reordering", t)).toBe("«Panel Reordering»");
});

it("makes a name of other kinds, and leaves names as they are", () => {
  expect(taskKindName("chart_reading", t)).toBe("Chart Reading");
  expect(taskKindName("OCR v2", t)).toBe("OCR v2");
  expect(taskKindName("constructor", t)).toBe("Constructor");
});
