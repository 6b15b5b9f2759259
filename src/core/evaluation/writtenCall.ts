import type { PredictionTurn } from "./predictionRecord.js";

type Tool = NonNullable<PredictionTurn["tool"]>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The model's own mistake, which is shown as it is.
    return undefined;
  }
}

/** A call of the API in the words of a text dialect: what cannot be read as JSON stays as it was written. */
export function writtenCall({ name, arguments: written }: Pick<Tool, "name" | "arguments">): string {
  const args = parsed(written);
  const body =
    args === undefined
      ? `{"name": ${JSON.stringify(name)}, "arguments": ${written}}`
      : JSON.stringify({ name, arguments: args });
  return `<tool_call>\n${body}\n</tool_call>`;
}

/** A call whose box counts in page pixels, in place of the model's own numbers. */
export function placedCall({ name, arguments: written, requested }: Tool, body: string): string {
  const args = parsed(written) ?? parsed(body);
  const inner = typeof args === "object" && args !== null && "arguments" in args ? args.arguments : args;
  const fields = typeof inner === "object" && inner !== null ? inner : {};
  return JSON.stringify({ name, arguments: { ...fields, bbox_2d: requested } });
}
