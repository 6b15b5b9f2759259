import type { SplitName } from "../benchmark/pageRecord.js";
import type { QuestionRecord } from "../benchmark/questionRecord.js";
import { wordsIn } from "./traceWords.js";

type Asked = Pick<QuestionRecord, "id" | "task" | "split" | "question" | "hint" | "options" | "answer" | "answer_type">;

/** The question of val or test whose words come nearest. */
export interface NearHeldOut {
  readonly questionId: string;
  readonly split: SplitName;
  /** Weighted Jaccard of their words, from 0 to 1: a word weighs the more the fewer questions of the kind have it. */
  readonly score: number;
  /** Seldom words that both have. With few of them a high score says little: questions of a kind are asked in one form. */
  readonly telling: number;
}

/** A word is telling if at most one in so many questions of its kind has it, or two do. */
const seldom = 20;

/** All that a question says, and an open one's answer; each word once. */
function wordsOf({ question, hint, options, answer, answer_type: type }: Asked): ReadonlySet<string> {
  const texts = [question, hint ?? "", ...options.map(({ text }) => text), type === "open" ? String(answer) : ""];
  return new Set(wordsIn(texts.join("\n").normalize("NFKC").toLowerCase()));
}

/** Words by number, the rarest first. */
interface Weighed {
  readonly words: Int32Array;
  readonly weight: number;
}

/** The questions of one task kind: how seldom their words are, and which of val and test have them. */
class TaskWords {
  readonly #ids = new Map<string, number>();
  /** By word: how many questions have it, and what it weighs. */
  readonly #counts: number[] = [];
  readonly #weights: Float64Array;
  /** Of a word that no question has. */
  readonly #unknown: number;
  readonly #most: number;
  readonly #held: readonly { readonly asked: Asked; readonly weighed: Weighed }[];
  /** By word: places in `#held`. */
  readonly #places = new Map<number, number[]>();
  readonly #wordsOf: ReadonlyMap<Asked, ReadonlySet<string>>;

  constructor(questions: readonly Asked[]) {
    const sets = questions.map(wordsOf);
    this.#wordsOf = new Map(questions.map((question, at) => [question, sets[at] ?? new Set()]));
    for (const set of sets) {
      for (const word of set) {
        const id = this.#ids.get(word) ?? this.#ids.size;
        this.#ids.set(word, id);
        this.#counts[id] = (this.#counts[id] ?? 0) + 1;
      }
    }
    this.#weights = Float64Array.from(this.#counts, count => Math.log(questions.length / count));
    this.#unknown = Math.log(Math.max(1, questions.length));
    this.#most = Math.max(2, Math.floor(questions.length / seldom));
    this.#held = questions.flatMap((asked, at) =>
      asked.split === "train" ? [] : [{ asked, weighed: this.#weigh(sets[at] ?? new Set()) }],
    );
    for (const [place, { weighed }] of this.#held.entries()) {
      for (const word of weighed.words) {
        const places = this.#places.get(word);
        if (places === undefined) this.#places.set(word, [place]);
        else places.push(place);
      }
    }
  }

  /** Words that every question has weigh nothing, and are left out. */
  #weigh(set: ReadonlySet<string>): Weighed {
    const ids = [...set].flatMap(word => this.#ids.get(word) ?? []);
    const words = ids.filter(id => this.#weightOf(id) > 0);
    words.sort((a, b) => this.#weightOf(b) - this.#weightOf(a) || a - b);
    const unknown = (set.size - ids.length) * this.#unknown;
    return { words: Int32Array.from(words), weight: words.reduce((sum, id) => sum + this.#weightOf(id), unknown) };
  }

  #weightOf(word: number): number {
    return this.#weights[word] ?? 0;
  }

  #compared(own: ReadonlySet<number>, weight: number, place: number): NearHeldOut | null {
    const held = this.#held[place];
    if (held === undefined) return null;
    let [shared, telling] = [0, 0];
    for (const word of held.weighed.words) {
      if (!own.has(word)) continue;
      shared += this.#weightOf(word);
      if ((this.#counts[word] ?? 0) <= this.#most) telling++;
    }
    // Sums in another order differ in their last bits.
    const score = Math.min(1, shared / (weight + held.weighed.weight - shared));
    return { questionId: held.asked.id, split: held.asked.split, score, telling };
  }

  /**
   * From the rarest word on, only those questions are compared that have it; what is left of the words can at last not
   * make up a better score.
   */
  nearest(question: Asked): NearHeldOut | null {
    const { words, weight } = this.#weigh(this.#wordsOf.get(question) ?? wordsOf(question));
    const own = new Set(words);
    const seen = new Set<number>();
    let best: NearHeldOut | null = null;
    let left = words.reduce((sum, word) => sum + this.#weightOf(word), 0);
    for (const word of words) {
      if (best !== null && left / weight < best.score - 1e-9) break;
      for (const place of this.#places.get(word) ?? []) {
        if (seen.has(place)) continue;
        seen.add(place);
        const found = this.#compared(own, weight, place);
        if (found !== null && found.questionId !== question.id && isNearer(found, best)) best = found;
      }
      left -= this.#weightOf(word);
    }
    return best;
  }
}

const isNearer = (found: NearHeldOut, best: NearHeldOut | null): boolean =>
  best === null || found.score > best.score || (found.score === best.score && found.questionId < best.questionId);

/** Finds the nearest question of val or test; null: none of its kind is there, or they share no word that tells anything. */
export type NearestHeldOut = (question: Asked) => NearHeldOut | null;

/**
 * For questions to be trained on, the question of val or test of the same task kind that is worded most alike: what a
 * person looks at to be sure that nothing of the test is taught. `questions`: all of the benchmark, by which is told what
 * words are seldom. Exact, and far from comparing each with each.
 */
export function nearestHeldOut(questions: readonly Asked[]): NearestHeldOut {
  const byTask = new Map<Asked["task"], Asked[]>();
  for (const question of questions) {
    const own = byTask.get(question.task);
    if (own === undefined) byTask.set(question.task, [question]);
    else own.push(question);
  }
  const made = new Map<Asked["task"], TaskWords>();
  // Attempts at one question ask for it several times.
  const known = new Map<Asked, NearHeldOut | null>();
  return question => {
    const { task } = question;
    const words = made.get(task) ?? new TaskWords(byTask.get(task) ?? []);
    made.set(task, words);
    const found = known.get(question);
    if (found !== undefined) return found;
    const nearest = words.nearest(question);
    known.set(question, nearest);
    return nearest;
  };
}
