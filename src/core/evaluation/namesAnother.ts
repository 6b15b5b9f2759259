import type { AnswerOption } from "./answerOption.js";
import { normalAnswer } from "./sameAnswer.js";

/** What is said behind such a word is why, not what. */
const reason = /(?<![a-z])(?:because|since)(?![a-z])/i;
/** A capital that stands alone and is no initial of a word. */
const capital = /(?<![A-Za-z0-9'’])([A-Z])(?![A-Za-z0-9])/g;
const bracketed = /(?<![A-Za-z0-9])\(([a-z])\)/g;
const joined = /^\s*(?:or|and|[/,&])\s*\(?([a-z])(?![A-Za-z0-9'’])(?!\s+[a-z])/i;
const denied = /(?<![a-z])(?:not|rather than|instead of)\s+(?:option\s+|choice\s+)?\(?$/i;
/** "C is wrong" says that it is another one. */
const wrong = /^\s+(?:is|was)\s+(?:not|wrong|incorrect|unlikely)(?![a-z])|^\s+isn['’]t(?![a-z])/i;
/** "A is right" speaks of an option, "A man is right" does not. */
const article = /^\s+(?!(?:is|was|or|and|as|because|since|would|could|may|might|seems|looks|fits)(?![a-z]))[a-z]/;

/**
 * Whether what stands behind an option's letter names another option as well: another letter (but for "not C", "C is wrong" and
 * what follows "because"), or another option's text where it begins or is joined by "or". A text that only speaks of other
 * options names none of them.
 */
export function namesAnother(rest: string, label: string, options: readonly AnswerOption[]): boolean {
  const [said = ""] = rest.split(reason, 1);
  const others = options.filter(option => option.label.toUpperCase() !== label);
  return otherLetters(said, options).some(letter => letter !== label) || others.some(other => names(said, other));
}

function otherLetters(said: string, options: readonly AnswerOption[]): readonly string[] {
  const labels = options.map(option => option.label.toUpperCase());
  const capitals = Array.from(said.matchAll(capital), found => ({ letter: found[1] ?? "", at: found.index }));
  const named = capitals.filter(({ letter, at }) => {
    const after = said.slice(at + 1);
    const isMarked = /^[).:,/]/.test(after) && letter <= "J";
    if (!isMarked && (!labels.includes(letter) || letter === "I")) return false;
    if (letter === "A" && article.test(after)) return false;
    return !denied.test(said.slice(Math.max(0, at - 40), at)) && !wrong.test(after);
  });
  const small = Array.from(said.matchAll(bracketed), found => (found[1] ?? "").toUpperCase());
  const next = joined.exec(said)?.[1]?.toUpperCase();
  return [
    ...named.map(({ letter }) => letter),
    ...small.filter(letter => labels.includes(letter)),
    ...(next === undefined ? [] : [next]),
  ];
}

/** Shorter texts are words like any other. */
const shortestText = 3;

function names(said: string, { text }: AnswerOption): boolean {
  const wanted = normalAnswer(text);
  const heard = normalAnswer(said.replace(/^[\s.,:;–—-]+/, ""));
  if (isWord(heard, /^(?:yes|no)(?![a-z])/.exec(wanted)?.[0] ?? "", 0)) return true;
  if (wanted.length < shortestText) return false;
  if (isWord(heard, wanted, 0)) return true;
  return ["or ", "or (", "and "].some(word => isWord(heard, word + wanted, heard.indexOf(word + wanted)));
}

/** Whether a word or several stand there, and end there. */
function isWord(text: string, word: string, at: number): boolean {
  if (word === "" || at === -1 || !text.startsWith(word, at)) return false;
  return !/[a-z0-9]/.test(text[at + word.length] ?? "") && !/[a-z0-9]/.test(text[at - 1] ?? "");
}
