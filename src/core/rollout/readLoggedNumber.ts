import type { LoggedNumber } from "./loggedNumber.js";
import { valueText } from "./valueText.js";

const decimalPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** `np.float64(0.5)`, `numpy.int64(3)`, `np.True_`, `np.bool_(True)`: reprs of numpy 2. */
const numpyCallPattern = /^(?:np|numpy)\.\w+\((.*)\)$/;
const numpyBooleanPattern = /^(?:np|numpy)\.(True|False)_$/;

function ofNumber(value: number): LoggedNumber {
  if (Number.isNaN(value)) return { kind: "nan" };
  if (!Number.isFinite(value)) return { kind: "infinity", sign: value > 0 ? 1 : -1 };
  return { kind: "number", value };
}

function bare(text: string): string {
  const trimmed = text.trim();
  return numpyBooleanPattern.exec(trimmed)?.[1] ?? numpyCallPattern.exec(trimmed)?.[1]?.trim() ?? trimmed;
}

function ofText(text: string): LoggedNumber {
  const word = bare(text);
  const number = decimalPattern.test(word) ? ofNumber(Number(word)) : ofWord(word.toLowerCase());
  if (number === null) return { kind: "text", text };
  return number.kind === "number" ? { ...number, text } : number;
}

function ofWord(word: string): LoggedNumber | null {
  switch (word) {
    case "true":
      return { kind: "number", value: 1 };
    case "false":
      return { kind: "number", value: 0 };
    case "nan":
    case "+nan":
    case "-nan":
      return { kind: "nan" };
    case "inf":
    case "+inf":
    case "infinity":
    case "+infinity":
      return { kind: "infinity", sign: 1 };
    case "-inf":
    case "-infinity":
      return { kind: "infinity", sign: -1 };
    default:
      return null;
  }
}

/**
 * Reads a number that a Python trainer logged, as formats.md 6.8–6.9 find them: numbers, booleans, and what
 * `json.dumps(default=str)` makes of numpy scalars ("0.5", "True", "np.float64(0.5)"). Lists, objects and other texts are
 * kind "text" with what was written; `undefined` (no such key) is "absent".
 */
export function readLoggedNumber(value: unknown): LoggedNumber {
  if (value === undefined) return { kind: "absent" };
  if (value === null) return { kind: "null" };
  if (typeof value === "number") return ofNumber(value);
  if (typeof value === "boolean") return { kind: "number", value: value ? 1 : 0, text: String(value) };
  if (typeof value === "string") return ofText(value);
  return { kind: "text", text: valueText(value) };
}
