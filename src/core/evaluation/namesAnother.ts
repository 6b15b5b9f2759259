import type { AnswerOption } from "./answerOption.js";
import { normalAnswer } from "./sameAnswer.js";

/** What is said behind such a word is why, not what. */
const reason = /(?<![a-z])(?:because|since)(?![a-z])/i;
/** Words of somebody who takes an answer back. */
const unsure =
  /(?<![a-z])(?:actually|wait|hmm+|perhaps|maybe|possibly|instead|second thoughts?|torn|not sure|unsure)(?![a-z])/i;
/** A capital that stands alone and is no initial of a word. */
const capital = /(?<![A-Za-z0-9'’])([A-Z])(?![A-Za-z0-9])/g;
const bracketed = /(?<![A-Za-z0-9])\(([a-z])\)/g;
const joined = /^\s*(?:or|and|[/,&])\s*\(?([a-z])(?![A-Za-z0-9'’])(?!\s+[a-z])/i;
const denied = /(?<![a-z])(?:not|rather than|instead of)\s+(?:option\s+|choice\s+)?\(?$/i;
/** "C is wrong" says that it is another one. */
const wrong = /^\s+(?:is|was)\s+(?:not|wrong|incorrect|unlikely)(?![a-z])|^\s+isn['’]t(?![a-z])/i;
/** "A is right" speaks of an option, "A man is right" does not. */
const article = /^\s+(?!(?:is|was|or|and|as|because|since|would|could|may|might|seems|looks|fits)(?![a-z]))[a-z]/;
/** "Character A", "marked A and B": marks on a page have letters too. */
const marked =
  /(?<![a-z])(?:characters?|persons?|people|figures?|m[ae]n|wom[ae]n|boys?|girls?|box(?:es)?|marks?|marked|labell?ed|panels?|places?|slots?|positions?|balloons?|bubbles?|objects?)\s+(?:[A-Z]\s*(?:,|and|&)\s*)*\(?$/i;
const orBefore = /(?<![a-z])or\s+\(?$/i;
const clauseBefore = /(?:^|[;,.\n(])\s*\(?$/;

/**
 * Whether what stands behind an option's letter names another option as well: another option's text where it begins or is
 * joined by "or", or another letter. Letters of marks ("character B"), of options that are denied ("not C") and of
 * reasons ("because C …", or any behind the option's own text) name none, unless the answer is taken back ("actually, B").
 */
export function namesAnother(rest: string, label: string, options: readonly AnswerOption[]): boolean {
  const [said = ""] = rest.split(reason, 1);
  const own = options.find(option => option.label.toUpperCase() === label);
  const others = options.filter(option => option !== own);
  const isSure = !unsure.test(said);
  const agrees = isSure && own !== undefined && beginsWith(said, own);
  const labels = options.map(option => option.label.toUpperCase());
  if (own !== undefined && namesAnotherMark(said, label, own)) return true;
  return (
    otherLetters(said, labels, { isSure, agrees }).some(letter => letter !== label) ||
    others.some(other => names(said, other))
  );
}

/** "A. Character B is closer", where option A says that it is the character marked A. */
function namesAnotherMark(said: string, label: string, own: AnswerOption): boolean {
  if (!lettersIn(own.text).some(({ letter }) => letter === label)) return false;
  const first = lettersIn(said).find(({ at }) => marked.test(said.slice(Math.max(0, at - 80), at)));
  return first !== undefined && first.letter !== label;
}

const lettersIn = (text: string): readonly { readonly letter: string; readonly at: number }[] =>
  Array.from(text.matchAll(capital), found => ({ letter: found[1] ?? "", at: found.index }));

interface Manner {
  /** Nothing is taken back. */
  readonly isSure: boolean;
  /** And the option's own text stands first. */
  readonly agrees: boolean;
}

function otherLetters(said: string, labels: readonly string[], manner: Manner): readonly string[] {
  const named = lettersIn(said).filter(({ letter, at }) => {
    const before = said.slice(Math.max(0, at - 80), at);
    return isNamed(letter, before, said.slice(at + 1), labels, manner);
  });
  const small = Array.from(said.matchAll(bracketed), found => (found[1] ?? "").toUpperCase());
  const next = joined.exec(said)?.[1]?.toUpperCase();
  return [
    ...named.map(({ letter }) => letter),
    ...small.filter(letter => labels.includes(letter)),
    ...(next === undefined ? [] : [next]),
  ];
}

/** Whether a capital there stands for an option. */
function isNamed(letter: string, before: string, after: string, labels: readonly string[], manner: Manner): boolean {
  const isSetApart = /^[).:,/]/.test(after) && letter <= "J";
  if (!isSetApart && (!labels.includes(letter) || letter === "I")) return false;
  if (letter === "A" && article.test(after)) return false;
  if (manner.isSure && marked.test(before)) return false;
  if (manner.agrees && !orBefore.test(before) && !(clauseBefore.test(before) && /^[).:]/.test(after))) return false;
  return !denied.test(before) && !wrong.test(after);
}

/** Shorter texts are words like any other. */
const shortestText = 3;
const joints = ["or ", "or (", "or maybe ", "or perhaps ", "or possibly ", "and ", "/ ", "/"];

const heardIn = (said: string): string => normalAnswer(said.replace(/^[\s.,:;–—-]+/, ""));

/** An option's text at the beginning, or the "Yes" or "No" that its text begins with. */
function beginsWith(said: string, { text }: AnswerOption): boolean {
  const wanted = normalAnswer(text);
  const heard = heardIn(said);
  if (isWord(heard, /^(?:yes|no)(?![a-z])/.exec(wanted)?.[0] ?? "", 0)) return true;
  return wanted.length >= shortestText && isWord(heard, wanted, 0);
}

function names(said: string, option: AnswerOption): boolean {
  if (beginsWith(said, option)) return true;
  const wanted = normalAnswer(option.text);
  if (wanted.length < shortestText) return false;
  const heard = heardIn(said);
  return joints.some(joint => isWord(heard, joint + wanted, heard.indexOf(joint + wanted)));
}

/** Whether a word or several stand there, and end there. */
function isWord(text: string, word: string, at: number): boolean {
  if (word === "" || at === -1 || !text.startsWith(word, at)) return false;
  const isJoint = word.startsWith("/");
  return !/[a-z0-9]/.test(text[at + word.length] ?? "") && (isJoint || !/[a-z0-9]/.test(text[at - 1] ?? ""));
}
