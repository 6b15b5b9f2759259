interface Part {
  readonly part: string;
}

/** A rule, or a segment of a strategy's schedule. */
interface Paying {
  readonly terms: readonly (Part & { readonly when: readonly Part[] })[];
}

const asks = ({ part }: Part): boolean => part === "curiosity";

/** Whether it asks how many of a question's rollouts call, as what it pays for or as a gate (`callRateOf`). */
export const paysByCallRate = ({ terms }: Paying): boolean => terms.some(term => asks(term) || term.when.some(asks));
