/** Labels that say that there is no action, or that nobody knows it. */
const empty = new Set(["", "none", "n/a", "na", "null", "nan", "unknown", "other", "no action", "undefined", "-", "?"]);

/**
 * An annotated action in the form that it is compared and shown in: lower case, single spaces; null where it says
 * nothing. Sets write the same action in several ways.
 */
export function actionLabel(action: string | null): string | null {
  if (action === null) return null;
  const label = action
    .normalize("NFC")
    .replace(/[\s_]+/g, " ")
    .trim()
    .toLowerCase();
  return empty.has(label) || !/[\p{L}\p{N}]/u.test(label) ? null : label;
}

/** The words of each action of a label. A part without words, as after a stray comma, would be held by any other. */
const wordSets = (label: string) =>
  label
    .split(/\s*(?:[,;/|+&]|\band\b)\s*/)
    .map(part => new Set(part.match(/[\p{L}\p{N}]+/gu) ?? []))
    .filter(({ size }) => size > 0);

const holds = (one: ReadonlySet<string>, other: ReadonlySet<string>) => [...other].every(word => one.has(word));

/**
 * Whether both labels may be said of one figure: one of several actions in the first is one of the second, or says the
 * same with more words ("sitting" and "sitting down").
 */
export function mayBothHold(one: string, other: string): boolean {
  return wordSets(one).some(a => wordSets(other).some(b => holds(a, b) || holds(b, a)));
}

/** The action as a sentence: harnesses match option texts inside longer replies (facts: evaluation 1.2). */
export function actionSentence(label: string): string {
  return /^\p{L}+ing\b/u.test(label) ? `The character is ${label}.` : `The action is "${label}".`;
}
