/**
 * Puts a sentence into the person's language; `{0}`, `{1}` … stand for the values. The English sentence is the key, so
 * it must be a literal where it is called: `scripts/strings.mjs` collects the literals into l10n/bundle.l10n.json.
 */
export type Translate = (sentence: string, ...values: readonly (string | number)[]) => string;
