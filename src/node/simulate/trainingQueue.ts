import type { AskedTraining } from "./askedTraining.js";

/**
 * Trainings that nobody has taken yet, in their order. A thread gets those of the seed that it is at first, since it has the
 * pages of that seed already, then those of a seed that no other thread is at.
 */
export class TrainingQueue {
  private readonly waiting: number[];
  private readonly seeds: readonly number[];
  private readonly seedOf = new Map<number, number>();

  constructor(trainings: readonly AskedTraining[]) {
    this.seeds = trainings.map(({ options }) => options.seed);
    this.waiting = trainings.map((_, place) => place);
  }

  /** The place of a training, which is this thread's from now on; null: none is left. */
  take(thread: number): number | null {
    const own = this.seedOf.get(thread);
    const others = new Set([...this.seedOf].flatMap(([one, seed]) => (one === thread ? [] : [seed])));
    const at = this.firstOf([seed => seed === own, seed => !others.has(seed), () => true]);
    const place = this.waiting.splice(at, 1)[0];
    if (place === undefined) return null;
    this.seedOf.set(thread, this.seeds[place] ?? 0);
    return place;
  }

  private firstOf(wishes: readonly ((seed: number) => boolean)[]): number {
    for (const wish of wishes) {
      const at = this.waiting.findIndex(place => wish(this.seeds[place] ?? 0));
      if (at !== -1) return at;
    }
    return 0;
  }
}
