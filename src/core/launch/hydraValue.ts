/** What an override can give a key. */
export type HydraValue = string | number | boolean | null | readonly HydraValue[];

/** Words that Hydra reads as something else than text. */
const reserved = /^(?:null|true|false|nan|inf)$/i;
const plain = /^[A-Za-z_/][A-Za-z0-9_./-]*$/;

/**
 * A value in the grammar of Hydra's overrides (hydra.cc, "Override grammar"), so that what is composed is equal to it,
 * whatever text holds. Numbers, booleans and null are written bare, text in single quotes unless it is a plain word or path.
 */
export function hydraValue(value: HydraValue): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return plain.test(value) && !reserved.test(value) ? value : quoted(value);
  return `[${value.map(hydraValue).join(",")}]`;
}

/** As people write it: 1e-6, not 0.000001. Hydra has words for what is no number. */
function numberText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value);
}

/**
 * Backslashes count only before a quote, at the end, and before `${`, which OmegaConf would take for a reference; there
 * they are doubled, and what follows is escaped.
 */
function quoted(text: string): string {
  const inner = text
    .replaceAll(/(\\*)\$\{/g, "$1$1\\${")
    .replaceAll(/(\\*)'/g, "$1$1\\'")
    .replace(/(\\+)$/, "$1$1");
  return `'${inner}'`;
}
