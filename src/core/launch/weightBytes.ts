/** Parameters of the Qwen2.5-VL models, in billions, by the number in their names (their safetensors headers). */
const billions: Readonly<Record<string, number>> = { "3": 3.75, "7": 8.29, "32": 33.5, "72": 73.4 };

/**
 * Bytes of a model's 16-bit weights, told by its name (`…-7B-…`); null when no number of parameters is in it. A name's
 * number is without the vision tower where the model is not a known one.
 */
export function weightBytes(path: string): number | null {
  const name = path.split("/").findLast(part => part !== "") ?? "";
  const [, number] = /(?:^|[^0-9.])(\d+(?:\.\d+)?)[bB](?![a-zA-Z0-9])/.exec(name) ?? [];
  return number === undefined ? null : Math.round((billions[number] ?? Number(number)) * 2e9);
}
