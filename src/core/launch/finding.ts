import type { FindingCode } from "./findingCodes.js";

/** `error`: it cannot work and is not launched; `warning`: it will probably not do what is wanted. */
export type FindingLevel = "good" | "note" | "warning" | "error";

/** Something that a person should know before a launch. Its sentence, with the way out, is `findingStrings[code]`. */
export interface Finding {
  readonly level: FindingLevel;
  readonly code: FindingCode;
  /** Fill `{0}`, `{1}` … of the sentence. */
  readonly values: readonly (string | number)[];
  /** The key of the run configuration that it is about, e.g. `hyper.rolloutBatch`; null: none. */
  readonly key: string | null;
}
