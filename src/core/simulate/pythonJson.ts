/** What Python's `json.dumps` is given: integers and floats are two types there. */
export type PythonValue =
  | string
  | boolean
  | null
  | { readonly int: number }
  | { readonly float: number }
  | readonly PythonValue[]
  | { readonly dict: readonly (readonly [key: string, value: PythonValue])[] };

/** `json.dumps(value, ensure_ascii=False)` with Python's separators, float texts, and its NaN and Infinity. */
export function pythonJson(value: PythonValue): string {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return JSON.stringify(value);
  if ("int" in value) return String(Math.trunc(value.int));
  if ("float" in value) return pythonFloat(value.float);
  if ("dict" in value)
    return `{${value.dict.map(([key, item]) => `${JSON.stringify(key)}: ${pythonJson(item)}`).join(", ")}}`;
  return `[${value.map(pythonJson).join(", ")}]`;
}

/** `repr(float)`: shortest digits that round-trip; exponents below 1e-4 and from 1e16. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [digits = "", exponent = "0"] = value.toExponential().split("e");
    const sign = exponent.startsWith("-") ? "-" : "+";
    return `${digits}e${sign}${exponent.replace(/^[+-]/, "").padStart(2, "0")}`;
  }
  const text = Object.is(value, -0) ? "-0" : String(value);
  return text.includes(".") ? text : `${text}.0`;
}
