import type { DistilOptions, TraceLanguage } from "./distilOptions.js";
import type { FilterResult, Trace } from "./judgedTrace.js";

type Written = Exclude<TraceLanguage, "any">;

/** Words that carry no meaning of their own come in every text of a language, and seldom in another's. */
const common: Readonly<Record<"en" | "fr" | "de" | "es" | "it", readonly string[]>> = {
  en: ["the", "and", "is", "of", "to", "that", "it", "with", "this", "are", "as", "which", "there", "so", "be", "at"],
  fr: ["le", "les", "et", "est", "du", "des", "que", "une", "dans", "il", "elle", "qui", "sur", "avec", "ce", "pas"],
  de: [
    "der",
    "die",
    "das",
    "und",
    "ist",
    "zu",
    "den",
    "dem",
    "nicht",
    "ein",
    "eine",
    "mit",
    "auf",
    "es",
    "sich",
    "von",
  ],
  es: ["el", "los", "las", "y", "es", "que", "en", "una", "del", "por", "con", "se", "su", "para", "está", "no"],
  it: ["il", "gli", "e", "è", "che", "di", "una", "del", "della", "con", "per", "si", "non", "nel", "sono", "ha"],
};

const knownWords = {
  ...{ en: new Set(common.en), fr: new Set(common.fr), de: new Set(common.de) },
  ...{ es: new Set(common.es), it: new Set(common.it) },
};

const scripts: readonly (readonly [script: string, pattern: RegExp])[] = [
  ["latin", /\p{Script=Latin}/gu],
  ["kana", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["han", /\p{Script=Han}/gu],
  ["hangul", /\p{Script=Hangul}/gu],
  ["other", /(?![\p{Script=Latin}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Hangul}])\p{L}/gu],
];

/** Scripts in which a language is written. */
const own: Readonly<Record<Written, readonly string[]>> = {
  ...{ en: ["latin"], fr: ["latin"], de: ["latin"], es: ["latin"], it: ["latin"] },
  ...{ ja: ["kana", "han"], zh: ["han"], ko: ["hangul", "han"] },
};
const isLatin = (language: Written): language is keyof typeof common => language in common;

/** Of the letters, those of another script at most; names and cries in a drawing are quoted. */
const mostForeign = 0.05;
/** Fewer common words than this tell nothing. */
const leastTold = 4;

/** What is said in a picture may be of any language: it is quoted, and not looked at. */
const unquoted = (text: string): string =>
  text.replace(/"[^"\n]*"|“[^“”\n]*”|«[^«»\n]*»|「[^「」\n]*」|『[^『』\n]*』/g, " ");

/** The language of most of the common words; null: too few to tell. */
function toldLanguage(text: string): keyof typeof common | null {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  let best: { readonly language: keyof typeof common; readonly count: number } | null = null;
  for (const language of ["en", "fr", "de", "es", "it"] as const) {
    const known = knownWords[language];
    const count = words.reduce((sum, word) => sum + (known.has(word) ? 1 : 0), 0);
    if (best === null || count > best.count) best = { language, count };
  }
  return best !== null && best.count >= leastTold ? best.language : null;
}

/** Most English has no other letters. */
const isPlain = (text: string): boolean => !/[^\t-~]/.test(text);

/** The share of letters that the language has none of. */
function foreignShare(text: string, language: Written): number {
  if (isLatin(language) && isPlain(text)) return 0;
  const counts = scripts.map(([script, pattern]) => ({ script, count: text.match(pattern)?.length ?? 0 }));
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const mine = counts.filter(({ script }) => own[language].includes(script)).reduce((sum, { count }) => sum + count, 0);
  return all === 0 ? 0 : (all - mine) / all;
}

/** Whether the reasoning is in the wanted language alone, by its scripts and by its commonest words. */
export function languageFilter({ words }: Trace, { language }: Pick<DistilOptions, "language">): FilterResult {
  if (language === "any") return { filter: "language", code: null, value: null, threshold: "any" };
  const text = unquoted(words.thoughts);
  // Japanese has words in Latin letters; the other scripts of East Asia hardly.
  const share = foreignShare(text, language);
  if (share > mostForeign) return { filter: "language", code: "language", value: share, threshold: mostForeign };
  const told = isLatin(language) ? toldLanguage(text) : null;
  const isOther = told !== null && told !== language;
  return { filter: "language", code: isOther ? "language" : null, value: told ?? share, threshold: language };
}
