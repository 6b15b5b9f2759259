/** Text that is HTML already. Only `html` makes it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Characters that no HTML document may hold: controls, and halves of a pair. */
const controls = /(?![\t\n\r])\p{Cc}|\p{Cs}/gu;

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, character => entities[character] ?? "").replace(controls, "\ufffd");

type Value = string | number | Html | readonly Html[];

function written(value: Value): string {
  if (value instanceof Html) return value.text;
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "0";
  return value.map(one => one.text).join("");
}

/**
 * HTML from a template, in which every text is escaped, for content and for attributes in double quotes: whatever a model
 * or a dataset wrote stays text.
 */
export function html(pieces: TemplateStringsArray, ...values: readonly Value[]): Html {
  const rest = values.map((value, i) => written(value) + (pieces[i + 1] ?? ""));
  return new Html([pieces[0] ?? "", ...rest].join(""));
}
