import { defaultMiniatureOptions, type MiniatureOptions } from "./miniatureOptions.js";

/** Options that say how much is trained and looked at, and assume nothing. */
const noAssumptions: ReadonlySet<string> = new Set(["seed", "steps", "validationQuestions", "validationEvery"]);

export interface ChangedAssumption {
  readonly name: string;
  readonly value: string;
  readonly default: string;
}

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The assumptions that differ from the defaults, each as text: numbers and words as they are, the rest as JSON. */
export function changedAssumptions(options: MiniatureOptions): readonly ChangedAssumption[] {
  const defaults = new Map<string, unknown>(Object.entries(defaultMiniatureOptions));
  return Object.entries(options).flatMap(([name, value]: [string, unknown]) => {
    const [now, before] = [text(value), text(defaults.get(name))];
    return noAssumptions.has(name) || now === before ? [] : [{ name, value: now, default: before }];
  });
}
